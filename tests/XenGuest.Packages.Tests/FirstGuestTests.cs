using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Packages.Tests;

/// <summary>The first guest of README.md, made as a newcomer makes it: from the packages, in an empty folder.</summary>
[Collection(PackedCollection.Name)]
public class FirstGuestTests(PackedPackages packages)
{
    private const string VersionInReadme = "0.1.0";
    private const int MostLines = 15;

    [Fact]
    public async Task The_first_guest_of_the_README_is_built_from_packages_alone_and_boots()
    {
        string folder = packages.CreateFolder("first");
        string project = Path.Combine(folder, "first.csproj");
        await File.WriteAllTextAsync(project, Readme.ShownFile("first.csproj").Replace(VersionInReadme, packages.Version, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Readme.ShownFile("Program.cs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), await ConfigurationAsync(folder));

        GuestImage image = GuestImage.Open(await GuestProject.PublishAsync(project, CancellationToken.None));
        string xen = await XenFile.LocateAsync(XenRelease.Xen417.Version, new Progress(), CancellationToken.None);
        BootResult result = await GuestBoot.RunAsync(image, xen, new BootOptions(), static _ => { }, static _ => { }, CancellationToken.None);

        string console = string.Join('\n', result.GuestLines);
        Assert.True(result.ToString() == "XenGuest: SUCCESS first", $"{result}\n{console}");
        Assert.Contains("an event went from one end to the other", result.GuestLines);
    }

    [Fact]
    public void The_first_guest_of_the_README_has_15_lines()
    {
        Assert.InRange(Readme.ShownFile("Program.cs").TrimEnd().Split('\n').Length, 1, MostLines);
    }

    [Fact]
    public async Task The_README_names_the_version_that_is_packed()
    {
        string version = (await DotnetAsync("msbuild", Checkout.PathOf("Guest/XenGuest.csproj"), "-getProperty:PackageVersion")).Trim();

        Assert.Equal(VersionInReadme, version);
        Assert.True(Readme.Says($"XenGuest.Sdk/{version}"));
    }

    // The newcomer's, and a cache of its own: what the user's cache holds of XenGuest does not count, all else is taken from there.
    private static async Task<string> ConfigurationAsync(string folder)
    {
        string cache = (await DotnetAsync("nuget", "locals", "global-packages", "--list")).Split(": ", 2)[1].Trim();
        return Readme.ShownFile("nuget.config")
            .Replace("CHECKOUT/artifacts/packages", Path.Combine(Path.GetDirectoryName(folder)!, "packages"), StringComparison.Ordinal)
            .Replace(
                "</configuration>",
                $"""
                  <config>
                    <add key="globalPackagesFolder" value="{Path.Combine(folder, "cache")}" />
                  </config>
                  <fallbackPackageFolders>
                    <add key="user" value="{cache}" />
                  </fallbackPackageFolders>
                </configuration>
                """,
                StringComparison.Ordinal);
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        ToolResult result = await Tool.RunAsync("dotnet", arguments, Checkout.Root, CancellationToken.None);
        Assert.True(result.Succeeded, result.Error);
        return result.Output;
    }
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg doctor</c>: what is installed, what is missing, and the command that installs it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Command command = new("doctor", "Says what is installed, what is missing, and the command that installs it. The exit code is 0 where nothing is missing, else 2.");
        command.SetAction(static (_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        ToolResult sdk = await Tool.RunAsync("dotnet", ["--version"], Checkout.Root, cancellation).ConfigureAwait(false);
        Say(sdk.Succeeded, ".NET SDK", sdk.Succeeded ? sdk.Output.Trim() : "global.json asks for another: install the .NET SDK 10");
        foreach (Requirement requirement in Requirement.All)
        {
            Say(requirement.IsPresent, requirement.What, requirement.IsPresent ? SearchPath.Find(requirement.Place)! : requirement.Use);
        }

        foreach (XenRelease release in XenRelease.All)
        {
            string file = CacheFolder.File(release.CachedName);
            SayCached(File.Exists(file), $"Xen {release.Version}", file, $"downloaded by the first boot with --xen {release.Version}");
        }

        SayCached(Dom0Image.Current.IsThere, "Linux dom0", Dom0Image.Current.FileSystem, "made of downloaded packages by the first boot with --as pvh");

        List<Requirement> missing = [.. Requirement.All.Where(static requirement => !requirement.IsPresent)];
        if (missing.Count > 0)
        {
            Console.WriteLine($"mend: {Requirement.InstallCommand(missing)}");
        }

        return (sdk.Succeeded && missing.Count == 0 ? Verdict.Success : Verdict.Error).ExitCode();
    }

    private static void SayCached(bool isThere, string what, string file, string later) =>
        Console.WriteLine($"{(isThere ? "ok     " : "later  ")} {what}: {(isThere ? file : later)}");

    private static void Say(bool isPresent, string what, string detail) =>
        Console.WriteLine($"{(isPresent ? "ok     " : "MISSING")} {what}: {detail}");
}

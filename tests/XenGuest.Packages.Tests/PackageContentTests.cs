using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;
using XenGuest.Xg.Provision;

namespace XenGuest.Packages.Tests;

/// <summary>What is in the packages, and what must not be.</summary>
[Collection(PackedCollection.Name)]
public class PackageContentTests(PackedPackages packages)
{
    private static readonly string[] s_packages = ["XenGuest", "XenGuest.Hypercall", "XenGuest.Kernel", "XenGuest.Sdk", "XenGuest.Testing"];
    private static readonly string[] s_sdkFiles =
    [
        "Sdk/NoTerminal.xml", "Sdk/Package.targets", "Sdk/Runtime.props", "Sdk/Sdk.props", "Sdk/Sdk.targets", "Sdk/entry.o", "Sdk/image.ld", "Sdk/machine.o",
    ];

    [Fact]
    public void These_packages_are_made()
    {
        Assert.Equal(s_packages, packages.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_carries_its_licence_and_the_notices_of_what_an_image_links()
    {
        Assert.All(s_packages, name =>
        {
            Dictionary<string, byte[]> files = packages.Open(name);
            Assert.Contains("README.md", files.Keys);
            Assert.StartsWith("MIT License", Text(files["LICENSE"]), StringComparison.Ordinal);
            string notices = Text(files["THIRD-PARTY-NOTICES"]);
            Assert.All(["musl", "libgcc", ".NET NativeAOT runtime"], linked => Assert.Contains(linked, notices, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void None_names_a_folder_of_the_machine_that_packed_it()
    {
        Assert.All(s_packages, name => Assert.All(packages.Open(name), file =>
            Assert.False(file.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Checkout.Root)) >= 0, $"{file.Key} of {name} has {Checkout.Root} in it")));
    }

    [Fact]
    public void The_SDK_has_all_that_makes_an_image_and_no_assembly()
    {
        Assert.Equal(s_sdkFiles, packages.Open("XenGuest.Sdk").Keys.Where(static file => Regex.IsMatch(file, "^(Sdk|lib)/")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_SDK_brings_the_library_of_its_own_version()
    {
        string targets = Text(packages.Open("XenGuest.Sdk")["Sdk/Package.targets"]);

        Assert.Contains($"""<PackageReference Include="XenGuest" Version="{packages.Version}" """, targets, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XenGuest.Hypercall", "netstandard2.1")]
    [InlineData("XenGuest.Hypercall", "net9.0")]
    [InlineData("XenGuest.Kernel", "netstandard2.1")]
    [InlineData("XenGuest.Kernel", "net9.0")]
    [InlineData("XenGuest", "net9.0")]
    [InlineData("XenGuest.Testing", "net9.0")]
    public void A_library_comes_with_its_documentation(string name, string framework)
    {
        Dictionary<string, byte[]> files = packages.Open(name);

        Assert.Contains($"lib/{framework}/{name}.dll", files.Keys);
        Assert.Contains($"lib/{framework}/{name}.xml", files.Keys);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}

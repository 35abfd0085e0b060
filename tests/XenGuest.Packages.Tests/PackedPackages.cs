using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;

namespace XenGuest.Packages.Tests;

/// <summary>All packages, packed once into a folder of their own, under a version that no cache has seen.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xenguest-packages-").FullName;

    internal string Version { get; } = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    /// <summary>The packages: a source for NuGet.</summary>
    internal string Folder => Path.Combine(_folder, "packages");

    /// <summary>The names of what was packed, without the version.</summary>
    internal IEnumerable<string> Names => Directory.EnumerateFiles(Folder)
        .Select(file => Path.GetFileName(file).Replace($".{Version}.nupkg", string.Empty, StringComparison.Ordinal));

    public async Task InitializeAsync()
    {
        string[] arguments =
        [
            "pack", "XenGuest.sln", "-c", "Release", "--nologo", "-v", "quiet", $"-p:PackageVersion={Version}", $"-p:PackageOutputPath={Folder}",
            CompilerServer.Use,
        ];
        ToolResult pack = await Tool.RunAsync("dotnet", arguments, Checkout.Root, CancellationToken.None);
        Assert.True(pack.Succeeded, GuestProject.BuildErrors(pack));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The files in a package.</summary>
    internal Dictionary<string, byte[]> Open(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(Folder, $"{name}.{Version}.nupkg"));
        return package.Entries.ToDictionary(static entry => entry.FullName, static entry =>
        {
            using MemoryStream content = new();
            using Stream packed = entry.Open();
            packed.CopyTo(content);
            return content.ToArray();
        });
    }

    /// <summary>A folder for a guest, empty.</summary>
    internal string CreateFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
}

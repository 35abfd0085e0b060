using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using XenGuest.Xg.Provision;

namespace XenGuest.Boot.Tests;

/// <summary>A guest of this repository that tests boot: its folder, its project and its <c>boot.json</c>.</summary>
internal sealed record Guest(string Name, string Project, IReadOnlyList<BootCase> Cases)
{
    private const string CasesFile = "boot.json";

    // They share one thread of the emulator.
    private const int SlownessOfSeveral = 4;

    private static readonly int[] s_vcpusWhenLong = [2, 4];

    /// <summary>The guests in the folders of tests/boot and samples, one a folder.</summary>
    public static IReadOnlyList<Guest> All { get; } = [.. FindIn("tests/boot").Concat(FindIn("samples"))];

    private static IEnumerable<Guest> FindIn(string parent) =>
        Directory.EnumerateDirectories(Checkout.PathOf(parent)).Order(StringComparer.Ordinal)
            .Select(static folder => (Folder: folder, Projects: Directory.GetFiles(folder, "*.csproj")))
            .Where(static found => found.Projects.Length > 0)
            .Select(static found => new Guest(Path.GetFileName(found.Folder), found.Projects.Single(), ReadCases(found.Folder)));

    private static List<BootCase> ReadCases(string folder)
    {
        string file = Path.Combine(folder, CasesFile);
        List<BootCase> cases = File.Exists(file) ? JsonSerializer.Deserialize<List<BootCase>>(File.ReadAllText(file))! : [new BootCase()];
        return Rig.IsLong ? [.. cases, .. cases.Where(static boot => boot.Vcpus is null).SelectMany(static boot => s_vcpusWhenLong.Select(vcpus => WithVcpus(boot, vcpus)))] : cases;
    }

    private static BootCase WithVcpus(BootCase boot, int vcpus) => boot with
    {
        Name = $"{boot.Name}{(boot.Name.Length == 0 ? string.Empty : ", ")}{vcpus} vCPUs",
        Vcpus = vcpus,
        Timeout = boot.Timeout * SlownessOfSeveral,
    };
}

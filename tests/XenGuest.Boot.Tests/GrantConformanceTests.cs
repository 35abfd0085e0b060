using System;
using System.Threading.Tasks;
using XenGuest.Testing;
using XenGuest.Xg.Rig;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Boot.Tests;

/// <summary>The model of Xen equals Xen in what becomes of grants: the same scripts, the same answers, entries and pages after each step.</summary>
public sealed class GrantConformanceTests(ITestOutputHelper output)
{
    private const int Scripts = 400;
    private const int ScriptsWhenLong = 2000;
    private const int BootsWhenLong = 8;
    private const int MemoryMebibytes = 512;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData("4.17", XenRelease.Xen417)]
    [InlineData("4.20", XenRelease.Xen420)]
    public async Task Scripts_go_on_the_model_as_they_go_on_Xen(string xen, XenRelease release)
    {
        // The first seed is the one that every run has; a long run has others each time. Each boot gives new pages: a page that a domain
        // has mapped of its own is lost to it.
        ulong seed = Rig.IsLong ? (ulong)DateTime.UtcNow.Ticks : 1;
        for (int boot = 0; boot < (Rig.IsLong ? BootsWhenLong : 1); boot++)
        {
            GrantComparison comparison = new(release, seed + (ulong)boot, Rig.IsLong ? ScriptsWhenLong : Scripts);
            output.WriteLine($"Xen {xen}, {comparison.CommandLine}");
            await comparison.RunAsync(words => BootAsync(xen, words), output);
        }
    }

    private static async Task<BootResult> BootAsync(string xen, string commandLine)
    {
        BootOptions options = new()
        {
            CommandLine = $"xenguest.vcpus=first {commandLine}",
            MemoryMebibytes = MemoryMebibytes,
            Timeout = s_longest,
        };
        return await Rig.BootAsync(await PublishedGuests.ImageAsync(GrantComparison.Replayer), options, Xg.Provision.XenRelease.Find(xen)!);
    }
}

using System;
using System.Threading.Tasks;
using XenGuest.Testing;
using XenGuest.Xg.Rig;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Boot.Tests;

/// <summary>The scripts about grants in a domain without privileges, beside the Linux dom0: what it gets, the model gives.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainGrantConformanceTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private const int Scripts = 200;
    private const int MemoryMebibytes = 96;

    [Fact]
    public async Task Scripts_go_on_the_model_as_they_go_in_a_domain_of_the_toolstack()
    {
        GuestImage image = await PublishedGuests.ImageAsync(GrantComparison.Replayer);
        ulong seed = Rig.IsLong ? (ulong)DateTime.UtcNow.Ticks : 1;
        await new GrantComparison(XenRelease.Xen417, seed, Scripts).RunAsync(
            words => dom0.BootAsync(image, new BootOptions { CommandLine = $"xenguest.vcpus=first {words}", MemoryMebibytes = MemoryMebibytes }), output);
    }
}

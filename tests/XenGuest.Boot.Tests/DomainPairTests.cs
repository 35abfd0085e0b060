using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>Two of XenGuest's own guests that share a device: each is a domain of its own under a real toolstack.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainPairTests(Dom0Rig dom0, ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, "fifo", 1)]
    [InlineData(1, "2l", 2)]
    [InlineData(2, "2l", 1)]
    [InlineData(2, "fifo", 2)]
    [InlineData(4, "fifo", 1)]
    [InlineData(4, "2l", 2)]
    public async Task Two_guests_find_each_other_and_talk(int vcpus, string events, int grants)
    {
        BootOptions options = new() { Vcpus = vcpus, Events = events, CommandLine = $"xenguest.grants={grants}" };
        GuestImage image = await PublishedGuests.ImageAsync(Guest.All.Single(static guest => guest.Name == "Channel"));

        PairResult result = await PairBoot.RunAsync(dom0.Session, image, "channel", options, static _ => { }, CancellationToken.None);

        string console = string.Join('\n', [result.Frontend.ToString(), .. result.Frontend.GuestLines, result.Backend.ToString(), .. result.Backend.GuestLines]);
        Assert.True(result.Frontend.Verdict == Verdict.Success && result.Backend.Verdict == Verdict.Success, console);
        Assert.Contains($"Frontend, {(events == "2l" ? "TwoLevel" : "Fifo")} events, grants of version {grants}", result.Frontend.GuestLines);
        Assert.Contains("1000 messages sent, and all came back; closed", result.Frontend.GuestLines);
        Assert.Contains("1000 messages answered; closed", result.Backend.GuestLines);
        output.WriteLine($"{result.Joined.Duration.TotalSeconds:F1} s from the creation to the ends");
    }
}

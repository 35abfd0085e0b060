using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>Devices that a real toolstack makes and removes between two guests that run.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainHotplugTests(Dom0Rig dom0, ITestOutputHelper output)
{
    private const int Cycles = 50;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(Rig.IsLong ? 10 : 5);

    /// <summary>How many vCPUs each of the guests has.</summary>
    public static TheoryData<int> Vcpus => Rig.IsLong ? [1, 2, 4] : [1];

    [Theory]
    [MemberData(nameof(Vcpus))]
    public async Task After_50_devices_nothing_is_left(int vcpus)
    {
        await using RunningDomain front = await CreateAsync("front", "2l", 1, vcpus);
        await using RunningDomain back = await CreateAsync("back", "fifo", 2, vcpus);
        int frontId = await front.Toolstack.DomainIdAsync(front.Name, front.Over);
        int backId = await back.Toolstack.DomainIdAsync(back.Name, back.Over);
        await front.LineAsync("ready");
        await back.LineAsync("ready");
        long start = Stopwatch.GetTimestamp();
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            DevicePair device = new(front.Toolstack, "channel", frontId, backId, cycle % 3);
            await device.AddAsync(front.Over);
            await front.LineAsync($"talked {cycle}");

            // By surprise now and then, and what it left is over before the next comes; orderly in the end.
            bool isOrderly = cycle % 3 != 0 || cycle == Cycles - 1;
            if (isOrderly)
            {
                await device.RequestCloseAsync(front.Over);
            }
            else
            {
                await device.RemoveAsync(front.Over);
            }

            string frontEnd = await front.LineAsync($"over {cycle}");
            string backEnd = await back.LineAsync($"over {cycle}");
            if (isOrderly)
            {
                Assert.Equal(($"over {cycle} PeerClosed, None", $"over {cycle} CloseRequested, None"), (frontEnd, backEnd));
                await device.RemoveAsync(front.Over);
            }
        }

        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s for {Cycles} devices");
        output.WriteLine($"front: {await front.LineAsync("over,")}");
        output.WriteLine($"back: {await back.LineAsync("over,")}");
        Assert.Equal("XenGuest: SUCCESS hotplug", await front.VerdictAsync());
        Assert.Equal("XenGuest: SUCCESS hotplug", await back.VerdictAsync());
    }

    private Task<RunningDomain> CreateAsync(string side, string events, int grants, int vcpus) => RunningDomain.CreateAsync(
        dom0.Session,
        "hotplug",
        config => config with { Vcpus = vcpus, CommandLine = $"xenguest.events={events} xenguest.grants={grants} {side} {Cycles}" },
        s_limit);
}

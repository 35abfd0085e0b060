using System;
using System.Linq;
using XenGuest.Kernel.Explored;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

public sealed class ExplorationTests(ITestOutputHelper output)
{
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1";

    [Theory]
    [InlineData("GrantScenario v1", 3)]
    [InlineData("GrantScenario v2", 3)]
    [InlineData("RaiseScenario", 3)]
    [InlineData("RaiseScenario/fifo", 3)]
    [InlineData("TwoSendersScenario", 3)]
    [InlineData("TwoSendersScenario/fifo", 3)]
    [InlineData("MaskScenario", 2)]
    [InlineData("MaskScenario/fifo", 2)]
    [InlineData("MaskAgainScenario", 2)]
    [InlineData("MaskAgainScenario/fifo", 2)]
    [InlineData("TwoUnmasksScenario", 2)]
    [InlineData("TwoUnmasksScenario/fifo", 2)]
    [InlineData("CloseScenario", 3)]
    [InlineData("CloseScenario/fifo", 3)]
    [InlineData("CloseTwiceScenario", 3)]
    [InlineData("CloseTwiceScenario/fifo", 3)]
    [InlineData("ReuseScenario", 2)]
    [InlineData("ReuseScenario/fifo", 2)]
    [InlineData("MoveScenario", 2)]
    [InlineData("MoveScenario/fifo", 2)]
    [InlineData("MoveMaskedScenario", 2)]
    [InlineData("MoveMaskedScenario/fifo", 2)]
    [InlineData("DeferScenario", 1, 2)]
    [InlineData("DeferScenario/fifo", 1, 2)]
    [InlineData("ConsumedScenario", 3)]
    [InlineData("ConsumedScenario/fifo", 3)]
    [InlineData("FarPortsScenario", 3)]
    [InlineData("FifoQueueScenario/fifo", 1)]
    [InlineData("PriorityScenario/fifo", 2)]
    [InlineData("StormScenario", 3)]
    [InlineData("StormScenario/fifo", 3)]
    [InlineData("StandstillScenario", 2)]
    [InlineData("StandstillScenario/fifo", 2)]
    [InlineData("StartScenario", 3)]
    [InlineData("WaitScenario", 3)]
    [InlineData("CancelScenario", 2)]
    [InlineData("CloseSignalScenario", 2)]
    [InlineData("ChannelWaitScenario", 1, 2)]
    public void Nothing_goes_wrong_under_any_schedule(string scenario, int preemptions, int preemptionsWhenLong = 3)
    {
        int allowed = s_isLong ? preemptionsWhenLong : preemptions;
        using Explored.Exploration exploration = new(scenario);
        FailedSchedule? failed = exploration.Explore(allowed);
        string replay = failed == null ? "" : $"{failed}\n{exploration.Replay(failed)}";
        output.WriteLine(
            $"{scenario}: {exploration.Schedules} schedules, {exploration.States} states, up to {allowed} preemptions");
        Assert.True(failed == null, replay);
        Assert.True(exploration.Schedules >= 50);
    }

    [Theory]
    [InlineData("RaiseScenario", 2)]
    [InlineData("MaskScenario", 1)]
    [InlineData("CloseScenario/fifo", 1)]
    [InlineData("ReuseScenario", 1)]
    [InlineData("Operations send-a, move-a", 1)]
    [InlineData("Operations send-a, mask-a/fifo", 1)]
    public void What_is_left_out_ends_nowhere_else(string scenario, int preemptions)
    {
        using Explored.Exploration reduced = new(scenario);
        using Explored.Exploration all = new(scenario);
        Assert.Null(reduced.Explore(preemptions));
        Assert.Null(all.ExploreAll(preemptions));
        output.WriteLine(
            $"{scenario}: {reduced.Schedules} of {all.Schedules} schedules, {reduced.States} states, {reduced.Ends.Count} ends");
        Assert.Equal(all.Ends.Order(), reduced.Ends.Order());
        Assert.Equal(all.States, reduced.States);
        Assert.True(reduced.Schedules < all.Schedules);
    }

    [Theory]
    [InlineData("MaskScenario")]
    [InlineData("ReuseScenario")]
    public void Nothing_goes_wrong_in_the_portable_build_either(string scenario)
    {
        string? failure = ChangedCompilation.ExplorePortable(scenario, maximumPreemptions: 1);
        Assert.True(failure == null, failure);
    }
}

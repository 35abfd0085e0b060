using System;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

public sealed class ExplorationTests(ITestOutputHelper output)
{
    private const int MaximumRuns = 5_000_000;

    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1";

    [Theory]
    [InlineData("RaiseScenario", 3, 5)]
    [InlineData("TwoSendersScenario", 2, 4)]
    [InlineData("MaskScenario", 2, 4)]
    [InlineData("TwoUnmasksScenario", 2, 4)]
    [InlineData("MaskAgainScenario", 2, 4)]
    [InlineData("CloseScenario", 2, 4)]
    [InlineData("CloseTwiceScenario", 2, 4)]
    [InlineData("ReuseScenario", 2, 3)]
    [InlineData("MoveScenario", 2, 3)]
    [InlineData("MoveMaskedScenario", 2, 3)]
    [InlineData("WaitScenario", 4, 6)]
    [InlineData("CancelScenario", 3, 5)]
    [InlineData("CloseSignalScenario", 3, 5)]
    [InlineData("ChannelWaitScenario", 2, 3)]
    public void Nothing_goes_wrong_under_any_schedule(string scenario, int delays, int delaysWhenLong)
    {
        int allowed = s_isLong ? delaysWhenLong : delays;
        string? failure = Explored.Exploration.Explore(scenario, allowed, MaximumRuns, out int runs);
        output.WriteLine($"{scenario}: {runs} schedules with at most {allowed} delays");
        Assert.True(failure == null, failure);
        Assert.InRange(runs, 100, MaximumRuns - 1);
    }

    [Theory]
    [InlineData("MaskScenario")]
    [InlineData("ReuseScenario")]
    public void Nothing_goes_wrong_in_the_portable_build_either(string scenario)
    {
        string? failure = ChangedCompilation.ExplorePortable(scenario, maximumDelays: 2);
        Assert.True(failure == null, failure);
    }
}

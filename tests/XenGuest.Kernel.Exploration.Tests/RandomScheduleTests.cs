using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using XenGuest.Kernel.Explored;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Beyond the bound: many operations at once, preempted anywhere and any number of times.</summary>
public sealed class RandomScheduleTests(ITestOutputHelper output)
{
    private const int MostOperations = 7;
    private const int MostChoices = 400;

    private static readonly string[] s_operations =
        ["send-a", "send-b", "send-c", "mask-a", "mask-b", "mask-c", "close-a", "close-b", "move-a", "scan-a", "scan-c"];

    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1";

    [Theory]
    [InlineData("")]
    [InlineData("/fifo")]
    public void No_event_is_lost_in_random_schedules(string abi)
    {
        int scenarios = s_isLong ? 400 : 25;
        int schedules = s_isLong ? 250 : 40;
        long steps = 0;
        Gen<int[]> operations = Gen.Choose(0, s_operations.Length - 1).ArrayOf();
        Prop.ForAll(Arb.From(operations, ArbMap.Default.ArbFor<int[]>().Shrinker), numbers =>
        {
            string[] chosen = [.. numbers.Take(MostOperations).Select(number => s_operations[number % s_operations.Length])];
            if (chosen.Length == 0)
            {
                return;
            }

            using Explored.Exploration exploration = new($"Operations {string.Join(", ", chosen)}{abi}");
            Gen<int[]> choices = Gen.Choose(0, 59).ArrayOf(MostChoices);
            Prop.ForAll(Arb.From(choices, ArbMap.Default.ArbFor<int[]>().Shrinker), given =>
            {
                FailedSchedule? failed = exploration.Try(given);
                steps += given.Length;
                Assert.True(failed == null, failed == null ? "" : $"{failed}\n{exploration.Replay(failed)}");
            }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(schedules));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(scenarios));
        output.WriteLine($"{scenarios} lists of operations with {schedules} schedules each, {steps} choices");
    }
}

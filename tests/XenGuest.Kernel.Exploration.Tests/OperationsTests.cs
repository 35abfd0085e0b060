using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using XenGuest.Kernel.Explored;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Every three operations at once, on three ports and two vCPUs, in both event ABIs.</summary>
public sealed class OperationsTests(ITestOutputHelper output)
{
    private const int PreemptionsWhenLong = 3;

    private static readonly string[] s_operations =
        ["send-a", "send-b", "send-c", "mask-a", "close-a", "move-a", "scan-c", "send-a"];

    [Theory]
    [InlineData("", 1)]
    [InlineData("/fifo", 1)]
    public void No_event_is_lost_whatever_three_threads_do(string abi, int preemptions)
    {
        bool isLong = Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1";
        int allowed = isLong ? PreemptionsWhenLong : preemptions;
        ConcurrentBag<(string Name, long Schedules, long States)> explored = [];
        ConcurrentBag<string> failures = [];
        Parallel.ForEach(
            Scenarios(abi),
            new ParallelOptions { MaxDegreeOfParallelism = isLong ? Environment.ProcessorCount : 1 },
            scenario =>
            {
                using Explored.Exploration exploration = new(scenario);
                FailedSchedule? failed = exploration.Explore(allowed);
                explored.Add((scenario, exploration.Schedules, exploration.States));
                if (failed != null)
                {
                    failures.Add($"{failed}\n{exploration.Replay(failed)}");
                }
            });
        foreach ((string name, long schedules, long states) in explored.OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            output.WriteLine($"{name}: {schedules} schedules, {states} states");
        }

        output.WriteLine(
            $"{explored.Count} scenarios with up to {allowed} preemptions: {explored.Sum(each => each.Schedules)} schedules,"
            + $" {explored.Sum(each => each.States)} states");
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
        Assert.True(explored.All(each => each.States >= 20));
    }

    private static HashSet<string> Scenarios(string abi)
    {
        HashSet<string> names = [];
        for (int first = 0; first < s_operations.Length; first++)
        {
            for (int second = first + 1; second < s_operations.Length; second++)
            {
                for (int third = second + 1; third < s_operations.Length; third++)
                {
                    string[] three = [s_operations[first], s_operations[second], s_operations[third]];
                    Array.Sort(three, StringComparer.Ordinal);
                    if (three.Any(operation => operation.StartsWith("send", StringComparison.Ordinal)))
                    {
                        names.Add($"Operations {string.Join(", ", three)}{abi}");
                    }
                }
            }
        }

        return names;
    }
}

using System;
using System.Diagnostics;
using System.Globalization;

namespace XenGuest.Kernel.Explored;

/// <summary>Explores scenarios from the command line: their names, and the most preemptions.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        int preemptions = int.Parse(arguments[^1], CultureInfo.InvariantCulture);
        int failures = 0;
        foreach (string scenario in arguments[..^1])
        {
            using Exploration exploration = new(scenario);
            Stopwatch time = Stopwatch.StartNew();
            FailedSchedule? failed = exploration.Explore(preemptions);
            Console.WriteLine(
                $"{scenario}: {exploration.Schedules} schedules, {exploration.States} states, {time.Elapsed.TotalSeconds:F1} s");
            if (failed != null)
            {
                failures++;
                Console.WriteLine(failed);
                Console.WriteLine(exploration.Replay(failed));
            }
        }

        return failures;
    }
}

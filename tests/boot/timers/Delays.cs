using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.BootGuests.Timers;

/// <summary>
/// No timer fires early. How late one may be is a matter of the machine beneath: the bound is wide enough for a busy host, and
/// the figures are printed.
/// </summary>
internal static class Delays
{
    private const double LatestMilliseconds = 500;

    public static async Task RunAsync()
    {
        double[] late = new double[20];
        for (int i = 0; i < late.Length; i++)
        {
            int milliseconds = 1 + (i % 7 * 5);
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(milliseconds);
            late[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds - milliseconds;
        }

        Report("Task.Delay", late);

        for (int i = 0; i < late.Length; i++)
        {
            int milliseconds = 1 + (i % 5);
            long start = Stopwatch.GetTimestamp();
            Thread.Sleep(milliseconds);
            late[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds - milliseconds;
        }

        Report("Thread.Sleep", late);

        const int Period = 10;
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(Period));
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < late.Length; i++)
        {
            await timer.WaitForNextTickAsync();
            late[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds - ((i + 1) * Period);
        }

        Check.That("20 ticks of a periodic timer come, none early", late.Min() > -1.1, $"the last is {late[^1]:F1} ms behind its time");

        double[] early = await Task.WhenAll(Enumerable.Range(1, 50).Select(static async i =>
        {
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(i * 3);
            return (i * 3) - Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
        Check.That("of 50 delays at once none ends early", early.Max() < 1.1, $"{early.Max():F2} ms");
    }

    private static void Report(string what, double[] late)
    {
        Array.Sort(late);

        // The runtime counts in whole milliseconds of its own clock: up to one of them may be missing.
        Check.That($"{what} never ends early", late[0] > -1.1, $"{late[0]:F2} ms");
        Check.That($"{what} is not late", late[late.Length / 2] < LatestMilliseconds, $"median {late[late.Length / 2]:F2} ms, worst {late[^1]:F2} ms");
    }
}

using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Timers;

internal static class Clocks
{
    private const int Readers = 3;
    private const int Readings = 1000;

    private static long s_latest;

    public static void Run()
    {
        // Xen's first update of the time comes up to a second after the start; the clock runs before that, too.
        long first = Stopwatch.GetTimestamp();
        long steps = 0;
        long last = first;
        for (int i = 0; i < Readings; i++)
        {
            long now = Stopwatch.GetTimestamp();
            steps += now > last ? 1 : 0;
            last = now;
        }

        Check.That("the clock moves from the first reading on", steps > Readings / 2, $"{steps} of {Readings} readings are later than the one before");

        int backwards = 0;
        Thread[] threads = [.. Enumerable.Range(0, Readers).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < Readings; i++)
            {
                // Taken before and after: a reading never lies before one that had ended when it began.
                long before = Volatile.Read(ref s_latest);
                long now = Stopwatch.GetTimestamp();
                if (now < before)
                {
                    Interlocked.Increment(ref backwards);
                }

                Interlocked.Exchange(ref s_latest, now);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Check.Equal("three threads never see it go back", 0, backwards);

        (DateTime date, long before, long after) = ReadBoth();
        Thread.Sleep(300);
        (DateTime later, long laterBefore, long laterAfter) = ReadBoth();
        double least = Stopwatch.GetElapsedTime(after, laterBefore).TotalMilliseconds;
        double most = Stopwatch.GetElapsedTime(before, laterAfter).TotalMilliseconds;
        double passed = (later - date).TotalMilliseconds;
        Check.That("the date is one of this century", date.Year is > 2020 and < 2100, $"{date:u}");
        Check.That("the date goes on as fast as the stopwatch", passed >= least - 1 && passed <= most + 1, $"{passed:F3} ms, between {least:F3} and {most:F3}");
        Check.That("the machine has been up for less than a minute", Environment.TickCount64 is > 0 and < 60_000, $"{Environment.TickCount64} ms");
    }

    /// <summary>The date, and the stopwatch right before and behind it.</summary>
    private static (DateTime Date, long Before, long After) ReadBoth()
    {
        long before = Stopwatch.GetTimestamp();
        DateTime date = DateTime.UtcNow;
        return (date, before, Stopwatch.GetTimestamp());
    }
}

using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Processors;

/// <summary>Threads that compute, allocate and wait on every vCPU, and collections one after another.</summary>
internal static class Collections
{
    public static void Run(TimeSpan duration)
    {
        bool stop = false;
        long rounds = 0;
        long wrong = 0;
        Thread[] workers = [.. Enumerable.Range(0, Cpus.Count * 2).Select(i => Cpus.Start(i % Cpus.Count, () =>
        {
            while (!Volatile.Read(ref stop))
            {
                bool right = i < Cpus.Count ? Allocate(i) : Compute(i);
                Interlocked.Increment(ref rounds);
                wrong += right ? 0 : 1;
            }
        }))];
        Stopwatch clock = Stopwatch.StartNew();
        int collections = 0;
        TimeSpan longest = default;
        while (clock.Elapsed < duration)
        {
            TimeSpan before = clock.Elapsed;
            GC.Collect();
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (clock.Elapsed - before).Ticks));
            collections++;
        }

        Volatile.Write(ref stop, true);
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        Check.Equal("every result was right", 0L, wrong);
        Check.That("there were many", collections > 5 && rounds > 100, $"{collections} collections, the longest {longest.TotalMilliseconds:F0} ms; {rounds} rounds");
    }

    private static bool Allocate(int seed)
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(static i => new string('x', i % 40))];
        return texts.Sum(static text => text.Length) == 5 * 780 && seed >= 0;
    }

    private static bool Compute(int seed)
    {
        long sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            sum += i ^ seed;
        }

        return sum > 0;
    }
}

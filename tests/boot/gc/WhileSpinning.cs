using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.GarbageCollection;

/// <summary>The collector stops threads by a signal, wherever in their code they are.</summary>
internal static class WhileSpinning
{
    private const int Spinners = 3;
    private const int Collections = 40;

    private static volatile bool s_stop;

    public static void Run()
    {
        long[] turns = new long[Spinners];
        double[] results = new double[Spinners];
        Thread[] threads = [.. Enumerable.Range(0, Spinners).Select(i => new Thread(() => Spin(ref turns[i], ref results[i])))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        while (Enumerable.Range(0, Spinners).Any(i => Volatile.Read(ref turns[i]) == 0))
        {
            Thread.Yield();
        }

        int before = GC.CollectionCount(0);
        TimeSpan longest = default;
        for (int i = 0; i < Collections; i++)
        {
            long start = Stopwatch.GetTimestamp();
            GC.Collect(i % 3, GCCollectionMode.Forced, blocking: true, compacting: i % 2 == 0);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            longest = took > longest ? took : longest;
        }

        long[] turnsAfter = [.. turns];
        while (Enumerable.Range(0, Spinners).Any(i => Volatile.Read(ref turns[i]) == turnsAfter[i]))
        {
            // Every spinning thread goes on after the last collection, or the boot's time is over.
            Thread.Yield();
        }

        s_stop = true;
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Check.That($"{Collections} collections came to their end", GC.CollectionCount(0) - before >= Collections, $"the longest took {longest.TotalMilliseconds:F1} ms");
        Check.That("every spinning thread went on with its floating-point registers", results.All(static r => Math.Abs(r - 1) < 1e-12));
    }

    private static void Spin(ref long turns, ref double result)
    {
        double value = 1;
        while (!s_stop)
        {
            value = Math.Sqrt(value * value);
            turns++;
        }

        result = value;
    }
}

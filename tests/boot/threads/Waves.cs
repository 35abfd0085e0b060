using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace XenGuest.BootGuests.Threads;

/// <summary>A thread that has ended leaves nothing behind.</summary>
internal static unsafe partial class Waves
{
    private const int WaveCount = 12;
    private const int ThreadsOfWave = 100;
    private const int WarmUp = 3;

    // struct sysinfo: uptime, three loads, total and free memory in bytes.
    private const int FreeMemory = 5;
    private const int Threads = 10;

    public static void Run()
    {
        long afterWarmUp = 0;
        int done = 0;
        int threadsBefore = ThreadCount();
        for (int wave = 0; wave < WaveCount; wave++)
        {
            using ManualResetEventSlim go = new(false);
            Thread[] threads = new Thread[ThreadsOfWave];
            for (int i = 0; i < threads.Length; i++)
            {
                threads[i] = new Thread(() =>
                {
                    go.Wait();
                    Interlocked.Increment(ref done);
                });
                threads[i].Start();
            }

            go.Set();
            foreach (Thread thread in threads)
            {
                thread.Join();
            }

            // On another vCPU a thread that was joined may still be giving its memory back.
            long deadline = Environment.TickCount64 + 10_000;
            while (ThreadCount() > threadsBefore && Environment.TickCount64 < deadline)
            {
                Thread.Yield();
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (wave == WarmUp)
            {
                afterWarmUp = FreeBytes();
            }
        }

        long lost = afterWarmUp - FreeBytes();
        Check.Equal("every thread ran", WaveCount * ThreadsOfWave, done);
        Check.That("free memory stays what it was", lost < 128 * 1024, $"{lost / 1024} KiB less after {(WaveCount - WarmUp - 1) * ThreadsOfWave} threads");
    }

    private static long FreeBytes()
    {
        ulong* facts = stackalloc ulong[16];
        return SystemInformation(facts) == 0 ? (long)facts[FreeMemory] : throw new InvalidOperationException("sysinfo failed");
    }

    private static int ThreadCount()
    {
        ulong* facts = stackalloc ulong[16];
        return SystemInformation(facts) == 0 ? (ushort)facts[Threads] : throw new InvalidOperationException("sysinfo failed");
    }

    [LibraryImport("libc", EntryPoint = "sysinfo")]
    private static partial int SystemInformation(ulong* facts);
}

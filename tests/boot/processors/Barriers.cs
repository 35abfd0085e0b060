using System;
using System.Diagnostics;
using System.Threading;

namespace XenGuest.BootGuests.Processors;

/// <summary>One side writes, asks for a barrier on all vCPUs, and reads; the others write and read with no barrier of their own.</summary>
internal static class Barriers
{
    private static int s_round;
    private static int s_mine;
    private static int s_theirs;
    private static int s_arrived;

    public static void Run(TimeSpan duration)
    {
        int count = Cpus.Count;
        if (count == 1)
        {
            return;
        }

        int both = 0;
        int rounds = 0;
        int seenByOther = 0;
        bool stop = false;
        Thread other = Cpus.Start(count - 1, () =>
        {
            int last = 0;
            while (true)
            {
                int round = Volatile.Read(ref s_round);
                if (round == last)
                {
                    if (Volatile.Read(ref stop))
                    {
                        return;
                    }

                    continue;
                }

                // No barrier here: the processor may read before others see what was written.
                Volatile.Write(ref s_theirs, round);
                seenByOther = Volatile.Read(ref s_mine);
                last = round;
                Interlocked.Exchange(ref s_arrived, round);
            }
        });
        ulong servedBefore = Machine.Counts.ServedRequests;
        Thread first = Cpus.Start(0, () =>
        {
            Stopwatch clock = Stopwatch.StartNew();
            while (clock.Elapsed < duration)
            {
                rounds++;
                Volatile.Write(ref s_round, rounds);
                Volatile.Write(ref s_mine, rounds);
                Interlocked.MemoryBarrierProcessWide();
                int seen = Volatile.Read(ref s_theirs);
                while (Volatile.Read(ref s_arrived) != rounds)
                {
                    Thread.SpinWait(1);
                }

                both += seen != rounds && seenByOther != rounds ? 1 : 0;
            }

            Volatile.Write(ref stop, true);
        });
        first.Join();
        other.Join();

        // Where all vCPUs share one thread of the emulator memory has one order, and nothing could be missed.
        ulong served = Machine.Counts.ServedRequests - servedBefore;
        Check.That("the other vCPU was asked each time", served >= (ulong)rounds, $"{served} of {rounds}");
        Check.Equal("in no round both missed what the other wrote", 0, both);
        Check.That("they were many", rounds > 5, $"{rounds}");
    }
}

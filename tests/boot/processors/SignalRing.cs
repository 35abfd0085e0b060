using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using XenGuest.BootGuests.Signals;

namespace XenGuest.BootGuests.Processors;

/// <summary>Every thread computes, without a system call, and signals the next one.</summary>
internal static class SignalRing
{
    // Of the real-time signals, those that neither the runtime nor musl uses.
    private const int FirstSignal = 40;
    private const int MostThreads = 20;

    public static void Run(TimeSpan duration)
    {
        int count = Math.Min(Cpus.Count, MostThreads);
        Handler[] handlers = [.. Enumerable.Range(0, count).Select(static _ => new Handler())];
        ulong[] ids = new ulong[count];
        ulong[] sent = new ulong[count];
        using Barrier ready = new(count);
        Stopwatch clock = Stopwatch.StartNew();
        Thread[] threads = [.. Enumerable.Range(0, count).Select(me => Cpus.Start(me, () =>
        {
            handlers[me].Attach(FirstSignal + me, Handler.Restart);
            ids[me] = Native.ThreadId;
            ready.SignalAndWait();
            int next = (me + 1) % count;
            while (clock.Elapsed < duration)
            {
                // The next signal is not sent before this one was taken: several at once would be one.
                _ = Native.Send(ids[next], FirstSignal + next);
                sent[next]++;
                Stopwatch wait = Stopwatch.StartNew();
                while (handlers[next].Calls < sent[next] && wait.Elapsed < TimeSpan.FromSeconds(20))
                {
                    Compute();
                }
            }

            ready.SignalAndWait();
        }))];
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        for (int i = 0; i < count; i++)
        {
            Check.Equal($"the thread on vCPU {i} took each that was sent to it", sent[i], handlers[i].Calls);
        }

        Check.That("they were many", sent.Min() > 5, $"{string.Join(", ", sent)}");
    }

    private static void Compute()
    {
        double sum = 0;
        for (int i = 1; i < 1000; i++)
        {
            sum += Math.Sqrt(i);
        }

        if (sum < 0)
        {
            throw new InvalidOperationException();
        }
    }
}

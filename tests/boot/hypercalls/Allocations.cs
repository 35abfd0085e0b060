using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Hypercalls;

/// <summary>Bytes allocated by all threads together, over rounds of what a driver does for ever.</summary>
internal sealed class Allocations(GuestDomain domain)
{
    private const int WarmUp = 200;
    private const int Rounds = 2000;
    private const int Batches = 5;

    private long _firstOfEventThread;
    private long _lastOfEventThread;

    public async Task RunAsync()
    {
        using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
        long least = long.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            // All in this one method: calling another that is async would allocate its task.
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Rounds; i++)
            {
                channel.Mask();
                channel.Notify();
                channel.Unmask();
                await channel.WaitAsync();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // The whole program is counted here: now and then the thread pool makes a thread, so not in every batch.
        Expect("notify, upcall, dispatch, wait and continuation, in the whole program", least);

        Arrivals arrivals = new();
        EventChannel handled = Arrivals.BindIpi(domain, port =>
        {
            Volatile.Write(ref _lastOfEventThread, GC.GetAllocatedBytesForCurrentThread());
            arrivals.Handle(port);
        });
        HandledRounds(handled, arrivals, WarmUp);
        _firstOfEventThread = _lastOfEventThread;
        long own = GC.GetAllocatedBytesForCurrentThread();
        HandledRounds(handled, arrivals, Rounds);
        Expect("notify, mask and unmask, on the thread that does so", GC.GetAllocatedBytesForCurrentThread() - own);
        Expect("dispatch and handler, on the event thread", _lastOfEventThread - _firstOfEventThread);
        handled.Close();
    }

    private static void HandledRounds(EventChannel channel, Arrivals arrivals, int rounds)
    {
        int before = arrivals.Count;
        for (int i = 1; i <= rounds; i++)
        {
            channel.Mask();
            channel.Notify();
            channel.Unmask();
            while (arrivals.Count < before + i)
            {
                Thread.Yield();
            }
        }
    }

    private static void Expect(string what, long bytes)
    {
        Check.Equal($"{what}: bytes in {Rounds} rounds", 0L, bytes);
        Measure.Print($"allocated by {what}", "bytes", bytes);
    }
}

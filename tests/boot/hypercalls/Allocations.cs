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

    private long _firstOfEventThread;
    private long _lastOfEventThread;

    public async Task RunAsync()
    {
        using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
        await AwaitedRoundsAsync(channel, WarmUp);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await AwaitedRoundsAsync(channel, Rounds);

        // The whole program is counted here, its thread pool too: an allocation for each round would be 24 bytes at least.
        const string Whole = "notify, upcall, dispatch, wait and continuation";
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        Check.That($"{Whole}: less than a byte a round in {Rounds} rounds", bytes < Rounds, $"{bytes} bytes");
        Measure.Print($"allocated by {Whole}", "bytes", bytes);

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

    private static async Task AwaitedRoundsAsync(GuestEventChannel channel, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            channel.Mask();
            channel.Notify();
            channel.Unmask();
            await channel.WaitAsync();
        }
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

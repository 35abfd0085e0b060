using System.Threading;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Kernel;

// Code behind an await that blocks for ever takes a thread of the pool, and stops no event.
const int Blocked = 3;
GuestDomain domain = GuestEntry.Start();
using ManualResetEventSlim never = new(false);
int blocked = 0;

Check.Part("Continuations that block for ever", () =>
{
    for (int i = 0; i < Blocked; i++)
    {
        GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
        _ = BlockAfterEventAsync(channel);
        channel.Notify();
    }

    Arrivals.Until("three blocked continuations", () => Volatile.Read(ref blocked) == Blocked);
});

Check.Part("Handlers meanwhile", () =>
{
    Arrivals arrivals = new();
    EventChannel channel = Arrivals.BindIpi(domain, arrivals.Handle);
    for (int i = 1; i <= 1000; i++)
    {
        channel.Notify();
        arrivals.Await(i);
    }

    Check.Equal("a thousand events are handled", 1000, arrivals.Count);
    channel.Close();
});

await Check.PartAsync("Waits meanwhile", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    for (int i = 0; i < 500; i++)
    {
        channel.Notify();
        await channel.WaitAsync();
    }

    Check.Equal("500 events are awaited, and the others still block", Blocked, Volatile.Read(ref blocked));
});
return Check.Verdict("blocking");

async Task BlockAfterEventAsync(GuestEventChannel channel)
{
    await channel.WaitAsync();
    Interlocked.Increment(ref blocked);
    never.Wait();
    Interlocked.Decrement(ref blocked);
}

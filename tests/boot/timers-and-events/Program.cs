using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall.Abi;

// The runtime's timers, which go by the machine's own timer, beside events and Xen's timer.
const int Events = 1000;
const int Ticks = 20;
GuestDomain domain = GuestEntry.Start();

await Check.PartAsync("Timers, events and Xen's timer at once", async () =>
{
    int[] counts = await Task.WhenAll(CountTicksAsync(), CountDelaysAsync(), CountEventsAsync(), CountXenTicksAsync());
    Check.Equal("ticks of a periodic timer", Ticks, counts[0]);
    Check.Equal("delays, one after the other", Ticks, counts[1]);
    Check.Equal("events", Events, counts[2]);
    Check.Equal("ticks of Xen's timer", Ticks, counts[3]);
});

await Check.PartAsync("A wait with a limit of time", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    using (CancellationTokenSource limit = new(TimeSpan.FromMilliseconds(20)))
    {
        try
        {
            await channel.WaitAsync(limit.Token);
            Check.That("ends by its limit", false, "with an event");
        }
        catch (OperationCanceledException exception)
        {
            Check.That("ends by its limit", exception.CancellationToken == limit.Token);
        }
    }

    channel.Notify();
    await channel.WaitAsync();
    Check.That("and the next wait gets its event", true);
});

await Check.PartAsync("Waits whose limit and whose event race", async () =>
{
    const int Rounds = 300;
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    int canceled = 0;
    for (int i = 0; i < Rounds; i++)
    {
        using CancellationTokenSource limit = new();
        ValueTask wait = channel.WaitAsync(limit.Token);
        Task cancel = Task.Run(limit.Cancel);
        channel.Notify();
        try
        {
            await wait;
        }
        catch (OperationCanceledException)
        {
            // The event was not taken by the wait that was cancelled: this one must get it.
            canceled++;
            await channel.WaitAsync();
        }

        await cancel;
    }

    Check.That($"each of {Rounds} events was taken once", true, $"{canceled} after a wait that was cancelled");
});
return Check.Verdict("timers-and-events");

async Task<int> CountTicksAsync()
{
    using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
    int count = 0;
    while (count < Ticks && await timer.WaitForNextTickAsync())
    {
        count++;
    }

    return count;
}

async Task<int> CountDelaysAsync()
{
    int count = 0;
    for (; count < Ticks; count++)
    {
        await Task.Delay(7);
    }

    return count;
}

async Task<int> CountEventsAsync()
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    int count = 0;
    for (; count < Events; count++)
    {
        channel.Notify();
        await channel.WaitAsync();
    }

    return count;
}

async Task<int> CountXenTicksAsync()
{
    using GuestEventChannel channel = domain.EventChannels.BindVirtualInterrupt(VirtualInterrupt.Timer);
    int count = 0;
    for (; count < Ticks; count++)
    {
        domain.Time.SetTimer(domain.Time.SystemTimeNanoseconds + 3_000_000);
        await channel.WaitAsync();
    }

    return count;
}

using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Kernel;

// Handlers that raise events without end keep the event thread busy, and nothing else from going on.
GuestDomain domain = GuestEntry.Start();
bool stop = false;
long events = 0;
Thread? eventThread = null;
EventChannel?[] channels = new EventChannel?[3];
for (int i = 0; i < channels.Length; i++)
{
    int own = i;
    channels[i] = Arrivals.BindIpi(domain, _ =>
    {
        eventThread ??= Thread.CurrentThread;
        events++;
        if (!Volatile.Read(ref stop))
        {
            channels[own]!.Notify();
        }
    });
}

foreach (EventChannel? channel in channels)
{
    channel!.Notify();
}

Check.Part("This thread", () =>
{
    long before = Volatile.Read(ref events);
    Arrivals.Until("ten thousand events", () => Volatile.Read(ref events) - before > 10_000);
    long turns = 0;
    long start = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMilliseconds(200))
    {
        turns++;
    }

    Check.That("goes on", turns > 10, $"{turns} turns in 200 ms, while {Volatile.Read(ref events) - before} events came");
});

await Check.PartAsync("Awaited events and timers", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    for (int i = 0; i < 20; i++)
    {
        channel.Notify();
        await channel.WaitAsync();
        await Task.Delay(1);
    }

    Check.That("go on", true);
});

Check.Part("Threads that compute", () =>
{
    long[] turns = new long[3];
    Thread[] threads = [.. Enumerable.Range(0, turns.Length).Select(i => new Thread(() =>
    {
        for (int n = 0; n < 1_000_000; n++)
        {
            turns[i]++;
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

    Check.That("come to their end", turns.All(static count => count == 1_000_000));
});

Check.Part("The collector", () =>
{
    for (int i = 0; i < 10; i++)
    {
        GC.Collect();
    }

    Check.That("stops the event thread as any other", eventThread != null && eventThread != Thread.CurrentThread);
});

Check.Part("The end of the storm", () =>
{
    Volatile.Write(ref stop, true);
    new Fence(domain).Pass();
    long after = Volatile.Read(ref events);
    new Fence(domain).Pass();
    Check.Equal("no event is left", after, Volatile.Read(ref events));
});
return Check.Verdict("bounded-events");

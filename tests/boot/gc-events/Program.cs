using System;
using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Kernel;

// The garbage collector stops every thread, the event thread too, and must not lose an event or wait for one.
GuestDomain domain = GuestEntry.Start();
bool stop = false;

await Check.PartAsync("Collections while events are awaited and three threads make garbage", async () =>
{
    const int Rounds = 2000;
    Thread[] threads = StartThreads(() => GC.KeepAlive(Enumerable.Range(0, 100).Select(static i => $"{i}").ToList()));
    int before = GC.CollectionCount(0);
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    for (int i = 0; i < Rounds; i++)
    {
        channel.Notify();
        await channel.WaitAsync();
        if (i % 100 == 0)
        {
            GC.Collect();
        }
    }

    StopThreads(threads);
    int collections = GC.CollectionCount(0) - before;
    Check.That($"{Rounds} events came, and collections between them", collections >= Rounds / 100, $"{collections}");
});

Check.Part("Collections by the event thread itself while three threads spin", () =>
{
    const int Collections = 40;
    Thread[] threads = StartThreads(static () => { });
    Arrivals arrivals = new();
    EventChannel channel = Arrivals.BindIpi(domain, port =>
    {
        GC.Collect();
        arrivals.Handle(port);
    });
    int before = GC.CollectionCount(2);
    for (int i = 1; i <= Collections; i++)
    {
        channel.Notify();
        arrivals.Await(i);
    }

    Check.That($"{Collections} collections came to their end", GC.CollectionCount(2) - before >= Collections, $"{GC.CollectionCount(2) - before} in all");
    StopThreads(threads);
    channel.Close();
});

Check.Part("Collections by this thread while handlers raise one another", () =>
{
    const int Events = 500;
    int events = 0;
    EventChannel? one = null;
    EventChannel? other = null;
    one = Arrivals.BindIpi(domain, _ => other!.Notify());
    other = Arrivals.BindIpi(domain, _ =>
    {
        Volatile.Write(ref events, events + 1);
        if (events < Events)
        {
            one.Notify();
        }
    });
    one.Notify();
    int collections = 0;
    while (Volatile.Read(ref events) < Events)
    {
        GC.Collect(collections % 3);
        collections++;
    }

    new Fence(domain).Pass();
    Check.Equal("no event was lost, and none came twice", Events, events);
    Check.That("collections ran in between", collections > 0, $"{collections}");
    one.Close();
    other.Close();
});
return Check.Verdict("gc-events");

Thread[] StartThreads(Action turn)
{
    stop = false;
    Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
    {
        while (!Volatile.Read(ref stop))
        {
            turn();
        }
    }))];
    foreach (Thread thread in threads)
    {
        thread.Start();
    }

    return threads;
}

void StopThreads(Thread[] threads)
{
    Volatile.Write(ref stop, true);
    foreach (Thread thread in threads)
    {
        thread.Join();
    }
}

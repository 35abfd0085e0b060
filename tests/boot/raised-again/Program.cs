using System;
using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// A handler that raises its own event: it runs again for it, and others have their turn in between.
const int Rounds = 1000;
GuestDomain domain = GuestEntry.Start();
Fence fence = new(domain);

Check.Part("A handler that raises its own port", () =>
{
    EventChannel? channel = null;
    Arrivals arrivals = new();
    int inside = 0;
    int deepest = 0;
    channel = Arrivals.BindIpi(domain, port =>
    {
        deepest = Math.Max(deepest, ++inside);
        arrivals.Handle(port);
        if (arrivals.Count < Rounds)
        {
            channel!.Notify();
        }

        inside--;
    });
    channel.Notify();
    arrivals.Await(Rounds);
    fence.Pass();
    Check.Equal("it runs once for each", Rounds, arrivals.Count);
    Check.Equal("and never inside itself", 1, deepest);
    channel.Close();
});

Check.Part("Two such handlers", () =>
{
    EventPort[] order = new EventPort[2 * Rounds];
    int length = 0;
    EventChannel? one = null;
    EventChannel? other = null;
    one = domain.EventChannelBinder.BindInterprocessorInterrupt(default, port => Again(one!, port)).Value;
    other = domain.EventChannelBinder.BindInterprocessorInterrupt(default, port => Again(other!, port)).Value;
    one.Notify();
    other.Notify();
    one.Unmask();
    other.Unmask();
    Arrivals.Until("all of their events", () => Volatile.Read(ref length) == 2 * Rounds);
    fence.Pass();
    Check.Equal("each runs once for each of its events", (Rounds, Rounds), (order.Count(port => port == one.Port), order.Count(port => port == other.Port)));

    // From the first event of the one that began last to the last event of the one that ended first.
    int begin = Math.Max(Array.IndexOf(order, one.Port), Array.IndexOf(order, other.Port));
    int end = Math.Min(Array.LastIndexOf(order, one.Port), Array.LastIndexOf(order, other.Port));
    bool alternate = Enumerable.Range(begin, end - begin).All(i => order[i] != order[i + 1]);
    Check.That("and they take turns", alternate && end > begin, $"from event {begin} to event {end}");
    one.Close();
    other.Close();

    void Again(EventChannel channel, EventPort port)
    {
        order[length] = port;
        if (order.AsSpan(0, length + 1).Count(port) < Rounds)
        {
            channel.Notify();
        }

        Volatile.Write(ref length, length + 1);
    }
});
return Check.Verdict("raised-again");

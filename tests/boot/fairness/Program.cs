using System;
using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Fairness;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

// Storms: a port that is raised without end keeps no other waiting for more than a stated number of its events, and what nobody
// needs is held back.
const int Rounds = 300;
GuestDomain domain = GuestEntry.Start();
bool isFifo = domain.EventPorts.Abi == EventAbi.Fifo;
int bound = isFifo ? 1 : 2;

// Of a port that others raise, one event may just be handed over while the next waits already.
const int BoundOfSenders = 2;
Console.WriteLine($"event ABI {domain.EventPorts.Abi}");

Check.Part("A handler that raises its own port", () =>
{
    using Storm storm = new(domain, StormFeed.ItsOwnHandler);
    storm.Send();
    Arrivals.Until("the other port's events", () => storm.Arrived >= Rounds);
    Check.That("keeps another waiting for few of its events", storm.Longest <= bound, $"{storm.Longest} of at most {bound}, {storm.Events} events");
});

Check.Part("The same with the highest priority, the other with the lowest", () =>
{
    using Storm storm = new(domain, StormFeed.ItsOwnHandler);
    XenErrno error = storm.SetPriorities(FifoEvents.HighestPriority, FifoEvents.LowestPriority);

    // What the last storm left in a queue between the two would have its turn, too.
    new Fence(domain).Pass();
    Check.Equal("priorities", isFifo ? XenErrno.None : XenErrno.NotImplemented, error);
    storm.Send();
    Arrivals.Until("the other port's events", () => storm.Arrived >= Rounds);
    int most = isFifo ? FifoQueues.EventsInARow : bound;
    Check.That("keeps another waiting for few of its events", storm.Longest <= most, $"{storm.Longest} of at most {most}, {storm.Events} events");
});

Check.Part("Threads that send without end, on every vCPU", () =>
{
    using Storm storm = new(domain, StormFeed.Threads);
    bool stop = false;
    Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
    {
        for (int i = 0; !Volatile.Read(ref stop); i++)
        {
            storm.Send();
            if (i % 10 == 0)
            {
                storm.SendOther();
            }
        }
    }))];
    Array.ForEach(threads, static thread => thread.Start());
    Arrivals.Until("the other port's events", () => storm.Arrived >= Rounds);
    Volatile.Write(ref stop, true);
    Array.ForEach(threads, static thread => thread.Join());
    Check.That("keep another waiting for few of their events", storm.Longest <= BoundOfSenders, $"{storm.Longest} of at most {BoundOfSenders}, {storm.Events} events");
});

await Check.PartAsync("Events that nobody waits for", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    ulong before = Delivered();
    uint deferrals = domain.EventChannels.Deferrals;
    Fence fence = new(domain);
    const int Sends = 20 * DeferredChannels.SpuriousInARow;
    for (int i = 0; i < Sends && !channel.IsDeferred; i++)
    {
        channel.Notify();
        fence.Pass();
    }

    Check.That("are held back", channel.IsDeferred || domain.EventChannels.Deferrals != deferrals, $"{domain.EventChannels.Deferrals - deferrals} times, after {Delivered() - before} events with those of the fence");
    await channel.WaitAsync();
    channel.Notify();
    await channel.WaitAsync();
    Check.That("but not from whoever waits", !channel.IsDeferred);
});

await Check.PartAsync("Events that are of no use", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    uint deferrals = domain.EventChannels.Deferrals;
    int events = 0;
    while (domain.EventChannels.Deferrals < deferrals + 4)
    {
        channel.Notify();
        await channel.WaitAsync();
        channel.ReportSpurious();
        events++;
    }

    Check.Equal("are held back one by one after so many", DeferredChannels.SpuriousInARow + 3, events);
    channel.Notify();
    await channel.WaitAsync();
    channel.Notify();
    await channel.WaitAsync();
    Check.That("until one is of use", !channel.IsDeferred);
});
return Check.Verdict("fairness");

ulong Delivered() => domain.Vcpus[0].Dispatcher.Delivered;

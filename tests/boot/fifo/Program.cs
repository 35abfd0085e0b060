using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// What only the FIFO event ABI has, on Xen. With the word "all": every port that there is.
GuestDomain domain = GuestEntry.Start();
EventChannelOperations operations = new(domain.Hypervisor);
EventChannelBinder binder = domain.EventChannelBinder;
GuestFrame noMemory = new(0xF_FFFF_FFFF);
List<uint> order = [];

Check.Part("The ABI", () =>
{
    Check.Equal("in use", EventAbi.Fifo, domain.EventPorts.Abi);
    Check.Equal("was not refused", XenErrno.None, domain.FifoRefusal);
    Check.Equal("vCPU 0 has its control block", XenErrno.InvalidArgument, operations.InitializeControl(default, new GuestFrame(1), 0).Error);
    Check.Equal("a page that is no memory is refused", XenErrno.InvalidArgument, operations.ExpandArray(noMemory));
});

Check.Part("Order", () =>
{
    EventChannel[] channels = [.. Enumerable.Range(0, 16).Select(_ => Arrivals.BindIpi(domain, Note))];
    EventChannel[] backwards = [.. Enumerable.Reverse(channels)];
    RaiseTogether(backwards);
    Check.That("events come in the order in which they were raised", order.SequenceEqual(backwards.Select(Port)), string.Join(' ', order));

    for (uint i = 0; i < channels.Length; i++)
    {
        Check.Equal($"priority {15 - i}", XenErrno.None, channels[i].SetPriority(15 - i));
    }

    RaiseTogether(channels);
    Check.That("and the most urgent first", order.SequenceEqual(backwards.Select(Port)), string.Join(' ', order));
    Check.Equal("there is no priority 16", XenErrno.InvalidArgument, channels[0].SetPriority(16));
    EventPort closed = channels[0].Port;
    Array.ForEach(channels, static channel => channel.Close());
    Check.Equal("a closed port has none", XenErrno.AccessDenied, operations.SetPriority(closed, 1));
});

Check.Part("A port that is closed in a queue", () =>
{
    Fence fence = new(domain);
    EventChannel? second = null;
    EventPort? next = null;
    EventChannel first = Arrivals.BindIpi(domain, _ =>
    {
        second!.Notify();
        second.Close();
        next = operations.BindInterprocessorInterrupt(default).Value;
    });
    second = Arrivals.BindIpi(domain, Note);
    order.Clear();
    first.Notify();
    fence.Pass();
    Check.That("is given to nobody", next != null && next != second.Port, $"port {next?.Value} instead of {second.Port.Value}");
    Check.Equal("delivers nothing", 0, order.Count);
    operations.Close(next!.Value);
    EventPort[] free = FreePorts(4);
    Check.That("and is free once the queue was looked at", free.Contains(second.Port), string.Join(' ', free.Select(static port => port.Value)));
    first.Close();
});

Check.Part("Ports of several pages", () =>
{
    List<EventChannel> channels = [.. Enumerable.Range(0, 2100).Select(_ => Arrivals.BindIpi(domain, Note))];
    Check.That("more than 2048 are bound", channels[^1].Port.Value > 2048, $"port {channels[^1].Port.Value}");
    EventChannel[] some = [channels[^1], channels[1500], channels[0], channels[1023], channels[1024], channels[2047]];
    RaiseTogether(some);
    Check.That("events come from each", order.SequenceEqual(some.Select(Port)), string.Join(' ', order));
    channels.ForEach(static channel => channel.Close());
});

Check.Part("Reset", () =>
{
    EventChannel before = Arrivals.BindIpi(domain, Note);
    domain.EventChannels.Reset();
    Check.That("closes", !before.IsOpen);
    EventChannel after = Arrivals.BindIpi(domain, Note);
    Check.Equal("and FIFO is in use again", XenErrno.None, after.SetPriority(3));
    order.Clear();
    after.Notify();
    new Fence(domain).Pass();
    Check.That("with its events", order.SequenceEqual([after.Port.Value]));
    after.Close();
});

if (args.Contains("all"))
{
    Check.Part("Every port", BindAll);
}

return Check.Verdict("fifo");

void Note(EventPort port) => order.Add(port.Value);

static uint Port(EventChannel channel) => channel.Port.Value;

// From inside a handler, so that all of them wait before the first is delivered.
void RaiseTogether(IEnumerable<EventChannel> channels)
{
    EventChannel[] all = [.. channels];
    order.Clear();
    EventChannel raiser = Arrivals.BindIpi(domain, _ => Array.ForEach(all, static channel => channel.Notify()));
    raiser.Notify();
    Arrivals.Until("the events", () => Volatile.Read(ref order).Count >= all.Length);
    new Fence(domain).Pass();
    raiser.Close();
}

EventPort[] FreePorts(int count)
{
    EventPort[] ports = [.. Enumerable.Range(0, count).Select(_ => operations.BindInterprocessorInterrupt(default).Value)];
    Array.ForEach(ports, port => operations.Close(port));
    return ports;
}

void BindAll()
{
    // Fences have ports, too.
    domain.EventChannels.Reset();
    List<EventChannel> channels = [];
    Stopwatch clock = Stopwatch.StartNew();
    XenResult<EventChannel> channel;
    while ((channel = binder.BindInterprocessorInterrupt(default, Note)).Succeeded)
    {
        channels.Add(channel.Value);
        if (channels.Count % 16384 == 0)
        {
            Console.WriteLine($"  {channels.Count} ports after {clock.Elapsed.TotalSeconds:F0} s");
        }
    }

    Check.Equal("then there is no space", XenErrno.NoSpace, channel.Error);
    Check.Equal("the last port", 131071u, channels[^1].Port.Value);
    Check.Equal("ports that can be bound", 131071, channels.Count);
    EventChannel[] some = [channels[^1], channels[0], channels[65536]];
    Array.ForEach(some, static one => one.Unmask());
    order.Clear();
    Array.ForEach(some, static one => one.Notify());
    Arrivals.Until("their events", () => Volatile.Read(ref order).Count >= some.Length);
    Check.That("its event is delivered", order.Contains(131071u), string.Join(' ', order));
    channels[100].Close();
    Check.Equal("a port that is closed is bound again", channels[100].Port, binder.BindInterprocessorInterrupt(default, Note).Value.Port);
}

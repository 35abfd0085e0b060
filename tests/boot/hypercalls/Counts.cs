using System;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Hypercalls;

/// <summary>Hypercalls that each operation of a channel takes.</summary>
internal sealed class Counts
{
    private readonly GuestDomain _domain;
    private readonly CountingHypervisor _xen;
    private readonly Arrivals _arrivals = new();
    private readonly EventChannel _channel;

    public Counts(GuestDomain domain)
    {
        _domain = domain;
        _xen = new CountingHypervisor(domain.Hypervisor);

        // Everything that this channel does goes through the counter, what the event thread does for it too.
        EventChannelBinder binder = new(_xen, domain.EventPorts, domain.EventChannelTable);
        _channel = binder.BindInterprocessorInterrupt(default, _arrivals.Handle).Value;
    }

    public void Run()
    {
        Expect("binding", 1, _xen.Calls);
        Expect("unmasking with nothing pending", 0, () => _channel.Unmask());
        Expect("sending", 1, () => _channel.Notify());
        Expect("dispatching an event", 0, () => _arrivals.Await(1));
        Expect("masking", 0, () => _channel.Mask());
        Expect("sending to a masked port", 1, () => _channel.Notify());
        Expect("asking whether an event waits", 0, () => _ = _channel.IsPending && _channel.IsMasked);
        Expect("unmasking with an event pending", 1, () => _channel.Unmask());
        Expect("dispatching it", 0, () => _arrivals.Await(2));
        Expect("asking for the status", 1, () => _ = _channel.GetStatus());
        Expect("a thousand sends and events", 1000, () =>
        {
            for (int i = 3; i < 1003; i++)
            {
                _channel.Notify();
                _arrivals.Await(i);
            }
        });
        Expect("closing", 1, () => _channel.Close());
        Check.Equal("events delivered to no channel", 0UL, _domain.Vcpus[0].Dispatcher.Unclaimed);
    }

    private void Expect(string what, int expected, Action action)
    {
        int before = _xen.Calls;
        action();
        Expect(what, expected, _xen.Calls - before);
    }

    private static void Expect(string what, int expected, int calls)
    {
        Check.Equal($"{what}: {expected} hypercalls", expected, calls);
        if (expected <= 1)
        {
            Measure.Print($"hypercalls of {what}", "calls", calls);
        }
    }
}

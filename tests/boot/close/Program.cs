using System;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

// A channel that is closed: by its owner, by its own handler, by the other side, while somebody waits.
GuestDomain domain = GuestEntry.Start();
EventChannelOperations operations = new(domain.Hypervisor);
Fence fence = new(domain);

Check.Part("A handler that closes its own channel", () =>
{
    EventChannel? channel = null;
    Arrivals arrivals = new();
    channel = Arrivals.BindIpi(domain, port =>
    {
        Check.Equal("the handler closes", XenErrno.None, channel!.Close());
        arrivals.Handle(port);
    });
    channel.Notify();
    arrivals.Await(1);
    fence.Pass();
    Check.That("the channel is closed", !channel.IsOpen);
    Check.Equal("and its port in Xen too", EventChannelStatus.Closed, operations.GetStatus(DomainId.Self, channel.Port).Value.Binding);
});

Check.Part("The other side", () =>
{
    Arrivals offered = new();
    EventChannel offer = domain.EventChannelBinder.AllocateUnbound(DomainId.Self, offered.Handle).Value;
    offer.Unmask();
    EventChannel bound = domain.EventChannelBinder.BindInterdomain(DomainId.Self, offer.Port, static _ => { }).Value;
    bound.Close();
    Check.Equal("is unbound afterwards", EventChannelStatus.Unbound, offer.GetStatus().Value.Binding);
    Check.Equal("and its events go nowhere", XenErrno.None, offer.Notify());
    bound = domain.EventChannelBinder.BindInterdomain(DomainId.Self, offer.Port, static _ => { }).Value;
    bound.Notify();
    offered.Await(1);
    Check.That("until it is bound again", true);
    bound.Close();
    offer.Close();
});

await Check.PartAsync("A channel that is awaited", async () =>
{
    GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    ValueTask wait = channel.WaitAsync();
    channel.Dispose();
    try
    {
        await wait;
        Check.That("the wait ends", false, "with an event");
    }
    catch (ObjectDisposedException)
    {
        Check.That("the wait ends with ObjectDisposedException", true);
    }

    channel.Dispose();
    Check.Throws<XenException>("a closed channel cannot notify", channel.Notify);
});

Check.Part("A thousand channels, one after the other", () =>
{
    EventPort first = default;
    for (int i = 0; i < 1000; i++)
    {
        Arrivals arrivals = new();
        EventChannel channel = Arrivals.BindIpi(domain, arrivals.Handle);
        first = i == 0 ? channel.Port : first;
        channel.Notify();
        if (i % 2 == 0)
        {
            arrivals.Await(1);
        }

        channel.Close();
        fence.Pass();
        if (channel.Port != first || arrivals.Count > 1)
        {
            Check.That("each has the same port, and an event of its own at most", false, $"port {channel.Port.Value}, {arrivals.Count} events");
        }
    }

    Check.That("each had the same port, and an event of its own at most", true);
});
return Check.Verdict("close");

using System;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

// Reset closes every port of the domain; what is bound afterwards works as before.
GuestDomain domain = GuestEntry.Start();

await Check.PartAsync("Channels that are open at a reset", async () =>
{
    Arrivals arrivals = new();
    EventChannel handled = Arrivals.BindIpi(domain, arrivals.Handle);
    EventChannel masked = domain.EventChannelBinder.BindInterprocessorInterrupt(default, arrivals.Handle).Value;
    masked.Notify();
    using GuestEventChannel awaited = domain.EventChannels.AllocateUnbound(DomainId.Self);
    ValueTask wait = awaited.WaitAsync();

    domain.EventChannels.Reset();

    Check.That("no channel is open", !handled.IsOpen && !masked.IsOpen);
    Check.Equal("notifying one is refused", XenErrno.InvalidArgument, handled.Notify());
    Check.Equal("closing one is refused", XenErrno.InvalidArgument, masked.Close());
    Check.Equal("and so is the status", XenErrno.InvalidArgument, handled.GetStatus().Error);
    try
    {
        await wait;
        Check.That("a wait ends", false, "with an event");
    }
    catch (ObjectDisposedException)
    {
        Check.That("a wait ends with ObjectDisposedException", true);
    }

    Check.Throws<ObjectDisposedException>("as a later one does", () => awaited.WaitAsync().AsTask());
    Check.Throws<XenException>("awaited channels cannot be used either", awaited.Notify);
    Check.Equal("no handler ran", 0, arrivals.Count);
    Check.Equal(
        "Xen says that the ports are closed",
        EventChannelStatus.Closed,
        new EventChannelOperations(domain.Hypervisor).GetStatus(DomainId.Self, handled.Port).Value.Binding);
});

Check.Part("Ports after a reset", () =>
{
    for (int i = 0; i < 20; i++)
    {
        Arrivals arrivals = new();
        EventChannel ipi = Arrivals.BindIpi(domain, arrivals.Handle);
        EventChannel timer = domain.EventChannelBinder.BindVirtualInterrupt(VirtualInterrupt.Timer, default, arrivals.Handle).Value;
        timer.Unmask();
        ipi.Notify();
        arrivals.Await(1);
        domain.Time.SetTimer(1);
        arrivals.Await(2);
        domain.EventChannels.Reset();
    }

    Check.Equal("the first port is free again", 1u, Arrivals.BindIpi(domain, static _ => { }).Port.Value);
});

Check.Part("An event that was pending on a masked port before a reset", () =>
{
    domain.EventChannels.Reset();
    Arrivals arrivals = new();
    EventChannel before = domain.EventChannelBinder.BindInterprocessorInterrupt(default, arrivals.Handle).Value;
    before.Notify();
    domain.EventChannels.Reset();
    EventChannel after = Arrivals.BindIpi(domain, arrivals.Handle);
    Check.Equal("the same port is given again", before.Port, after.Port);
    new Fence(domain).Pass();
    Check.Equal("and does not get the old event", 0, arrivals.Count);
    after.Notify();
    arrivals.Await(1);
});
return Check.Verdict("reset");

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>reset.</summary>
internal sealed class Resetting(GuestDomain domain, EventChannelOperations operations)
{
    public void Run()
    {
        const string Name = "reset";
        EventPort ipi = Row.Make("bind_ipi", "a port before the reset", operations.BindInterprocessorInterrupt(default));
        EventPort timer = Row.Make("bind_virq", "the timer before the reset", operations.BindVirtualInterrupt(VirtualInterrupt.Timer, default));
        Row.Expect(Name, "of a domain that is not there", XenErrno.NoSuchDomain, operations.Reset(Numbers.AbsentDomain));
        Check.Equal("nothing was closed", EventChannelStatus.Ipi, operations.GetStatus(DomainId.Self, ipi).Value.Binding);
        Row.Expect(Name, "of this domain", XenErrno.None, operations.Reset(DomainId.Self));
        Check.Equal("the port is closed", EventChannelStatus.Closed, operations.GetStatus(DomainId.Self, ipi).Value.Binding);
        Check.Equal("the timer is closed", EventChannelStatus.Closed, operations.GetStatus(DomainId.Self, timer).Value.Binding);
        Row.Expect("bind_virq", "the timer after the reset", XenErrno.None, operations.BindVirtualInterrupt(VirtualInterrupt.Timer, default), operations);
        Row.Expect(Name, "of dom0 by its number", XenErrno.None, operations.Reset(new DomainId(0)));
        Row.Expect(Name, "with no port open", XenErrno.None, operations.Reset(DomainId.Self));

        // Xen's own continuation of a reset: the library refuses it, and Xen finds no reset to continue.
        Row.Expect("reset_cont", "through the library", XenErrno.NotImplemented, Continue(domain.Hypervisor));
        Row.Expect("reset_cont", "past the library", XenErrno.Busy, RawContinue());
    }

    private static unsafe XenErrno Continue(Hypervisor hypervisor)
    {
        EvtchnReset argument = new() { Domain = DomainId.Self.Value };
        return hypervisor.EventChannelOp(EventChannelCommand.XenResetContinuation, &argument).Error;
    }

    private unsafe XenErrno RawContinue()
    {
        EvtchnReset argument = new() { Domain = DomainId.Self.Value };
        return domain.HypervisorBy(domain.Options.Hypercalls)
            .Call(HypercallNumber.EventChannelOp, (nuint)EventChannelCommand.XenResetContinuation, (nuint)(&argument), 0).Error;
    }
}

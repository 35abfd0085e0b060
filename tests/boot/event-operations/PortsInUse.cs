using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>close, send, status, bind_vcpu and unmask, on ports of every kind and on ports that are not there.</summary>
internal sealed class PortsInUse(EventChannelOperations operations)
{
    private readonly EventPort _unbound = operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
    private readonly EventPort _offer = operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
    private readonly EventPort _ipi = operations.BindInterprocessorInterrupt(default).Value;
    private readonly EventPort _timer = operations.BindVirtualInterrupt(VirtualInterrupt.Timer, default).Value;
    private readonly EventPort _global = operations.BindVirtualInterrupt(VirtualInterrupt.Argo, default).Value;
    private readonly EventPort _closed = operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;

    public void Run()
    {
        EventPort connected = Row.Make("bind_interdomain", "to an offer of this domain", operations.BindInterdomain(DomainId.Self, _offer));
        Row.Expect("close", "a port in use", XenErrno.None, operations.Close(_closed));
        Send(connected);
        Status(connected);
        BindVcpu(connected);
        Unmask(connected);
        Close(connected);
    }

    private void Send(EventPort connected)
    {
        const string Name = "send";
        Row.Expect(Name, "on an interdomain port", XenErrno.None, operations.Notify(connected));
        Row.Expect(Name, "on an IPI's port", XenErrno.None, operations.Notify(_ipi));
        Row.Expect(Name, "on an unbound port: the event goes nowhere", XenErrno.None, operations.Notify(_unbound));
        Row.Expect(Name, "on a virtual interrupt's port", XenErrno.InvalidArgument, operations.Notify(_timer));
        Row.Expect(Name, "on a closed port", XenErrno.InvalidArgument, operations.Notify(_closed));
        Row.Expect(Name, "on port 0", XenErrno.InvalidArgument, operations.Notify(Numbers.PortZero));
        Row.Expect(Name, "on port 4096", XenErrno.InvalidArgument, operations.Notify(Numbers.BeyondTwoLevel));
        Row.Expect(Name, "on port 4294967295", XenErrno.InvalidArgument, operations.Notify(Numbers.LargestPort));
    }

    private void Status(EventPort connected)
    {
        const string Name = "status";
        ExpectStatus("of an interdomain port", EventChannelStatus.Interdomain, connected);
        ExpectStatus("of an unbound port", EventChannelStatus.Unbound, _unbound);
        ExpectStatus("of an IPI's port", EventChannelStatus.Ipi, _ipi);
        ExpectStatus("of a virtual interrupt's port", EventChannelStatus.Virq, _timer);
        ExpectStatus("of a closed port", EventChannelStatus.Closed, _closed);
        ExpectStatus("of port 0", EventChannelStatus.Closed, Numbers.PortZero);
        Row.Expect(Name, "of port 4096", XenErrno.InvalidArgument, operations.GetStatus(DomainId.Self, Numbers.BeyondTwoLevel).Error);
        Row.Expect(Name, "of port 4294967295", XenErrno.InvalidArgument, operations.GetStatus(DomainId.Self, Numbers.LargestPort).Error);
        Row.Expect(Name, "of dom0 by its number", XenErrno.None, operations.GetStatus(new DomainId(0), _ipi).Error);
        Row.Expect(Name, "of a domain that is not there", XenErrno.NoSuchDomain, operations.GetStatus(Numbers.AbsentDomain, _ipi).Error);
    }

    private void BindVcpu(EventPort connected)
    {
        const string Name = "bind_vcpu";
        Row.Expect(Name, "an interdomain port", XenErrno.None, operations.BindVcpu(connected, default));
        Row.Expect(Name, "an unbound port", XenErrno.None, operations.BindVcpu(_unbound, default));
        Row.Expect(Name, "a global interrupt's port", XenErrno.None, operations.BindVcpu(_global, default));
        Row.Expect(Name, "the port of an interrupt of each vCPU", XenErrno.InvalidArgument, operations.BindVcpu(_timer, default));
        Row.Expect(Name, "an IPI's port", XenErrno.InvalidArgument, operations.BindVcpu(_ipi, default));
        Row.Expect(Name, "a closed port", XenErrno.InvalidArgument, operations.BindVcpu(_closed, default));
        Row.Expect(Name, "port 0", XenErrno.InvalidArgument, operations.BindVcpu(Numbers.PortZero, default));
        Row.Expect(Name, "port 4096", XenErrno.InvalidArgument, operations.BindVcpu(Numbers.BeyondTwoLevel, default));
        Row.Expect(Name, "to a vCPU that is not there", XenErrno.NotFound, operations.BindVcpu(connected, Numbers.AbsentVcpu));
        Row.Expect(Name, "a closed port to a vCPU that is not there", XenErrno.NotFound, operations.BindVcpu(_closed, Numbers.AbsentVcpu));
        Row.Expect(Name, "to vCPU 4294967295", XenErrno.NotFound, operations.BindVcpu(connected, Numbers.LargestVcpu));
    }

    private void Unmask(EventPort connected)
    {
        const string Name = "unmask";
        Row.Expect(Name, "an interdomain port", XenErrno.None, operations.Unmask(connected));
        Row.Expect(Name, "a virtual interrupt's port", XenErrno.None, operations.Unmask(_timer));
        Row.Expect(Name, "a closed port", XenErrno.None, operations.Unmask(_closed));
        Row.Expect(Name, "port 0", XenErrno.None, operations.Unmask(Numbers.PortZero));
        Row.Expect(Name, "port 4096", XenErrno.InvalidArgument, operations.Unmask(Numbers.BeyondTwoLevel));
        Row.Expect(Name, "port 4294967295", XenErrno.InvalidArgument, operations.Unmask(Numbers.LargestPort));
    }

    private void Close(EventPort connected)
    {
        const string Name = "close";
        Row.Expect(Name, "an interdomain port", XenErrno.None, operations.Close(connected));
        Row.Expect(Name, "its peer, unbound by it", XenErrno.None, operations.Close(_offer));
        Row.Expect(Name, "an unbound port", XenErrno.None, operations.Close(_unbound));
        Row.Expect(Name, "an IPI's port", XenErrno.None, operations.Close(_ipi));
        Row.Expect(Name, "a virtual interrupt's port", XenErrno.None, operations.Close(_timer));
        Row.Expect(Name, "a global interrupt's port", XenErrno.None, operations.Close(_global));
        Row.Expect(Name, "a closed port", XenErrno.InvalidArgument, operations.Close(_closed));
        Row.Expect(Name, "port 0", XenErrno.InvalidArgument, operations.Close(Numbers.PortZero));
        Row.Expect(Name, "port 4096", XenErrno.InvalidArgument, operations.Close(Numbers.BeyondTwoLevel));
        Row.Expect(Name, "port 4294967295", XenErrno.InvalidArgument, operations.Close(Numbers.LargestPort));
    }

    private void ExpectStatus(string situation, EventChannelStatus expected, EventPort port)
    {
        XenResult<PortStatus> status = operations.GetStatus(DomainId.Self, port);
        Row.Expect("status", situation, XenErrno.None, status.Error);
        Check.Equal("it is said to be", expected, status.Value.Binding);
    }
}

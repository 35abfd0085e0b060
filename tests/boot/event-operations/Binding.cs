using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>alloc_unbound, bind_interdomain and bind_ipi.</summary>
internal sealed class Binding(EventChannelOperations operations)
{
    public void Run()
    {
        AllocateUnbound();
        BindInterdomain();
        BindInterprocessorInterrupt();
    }

    private void AllocateUnbound()
    {
        const string Name = "alloc_unbound";
        EventPort port = Row.Make(Name, "for this domain", operations.AllocateUnbound(DomainId.Self, DomainId.Self));
        PortStatus status = operations.GetStatus(DomainId.Self, port).Value;
        Check.Equal("the port is unbound", EventChannelStatus.Unbound, status.Binding);
        Check.Equal("and waits for dom0", 0, status.RemoteDomain.Value);
        operations.Close(port);

        Row.Expect(Name, "for dom0 by its number", XenErrno.None, operations.AllocateUnbound(new DomainId(0), new DomainId(0)), operations);
        Row.Expect(Name, "for a remote domain that is not there", XenErrno.None, operations.AllocateUnbound(DomainId.Self, Numbers.AbsentDomain), operations);
        Row.Expect(Name, "in a domain that is not there", XenErrno.NoSuchDomain, operations.AllocateUnbound(Numbers.AbsentDomain, DomainId.Self), operations);
        Row.Expect(Name, "in DOMID_IO", XenErrno.NoSuchDomain, operations.AllocateUnbound(DomainId.Io, DomainId.Self), operations);
        Row.Expect(Name, "in DOMID_XEN", XenErrno.NoSuchDomain, operations.AllocateUnbound(DomainId.Xen, DomainId.Self), operations);
    }

    private void BindInterdomain()
    {
        const string Name = "bind_interdomain";
        EventPort offer = Row.Make("alloc_unbound", "an offer to this domain", operations.AllocateUnbound(DomainId.Self, DomainId.Self));
        EventPort bound = Row.Make(Name, "to the offer", operations.BindInterdomain(DomainId.Self, offer));
        PortStatus status = operations.GetStatus(DomainId.Self, bound).Value;
        Check.Equal("the port is interdomain", EventChannelStatus.Interdomain, status.Binding);
        Check.Equal("its peer is the offer", offer, status.RemotePort);
        Check.Equal("the offer's peer is the port", bound, operations.GetStatus(DomainId.Self, offer).Value.RemotePort);
        Row.Expect(Name, "to the offer again, now taken", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, offer), operations);
        Row.Expect("close", "the bound end", XenErrno.None, operations.Close(bound));
        Check.Equal("the offer is unbound again", EventChannelStatus.Unbound, operations.GetStatus(DomainId.Self, offer).Value.Binding);
        Row.Expect(Name, "to the offer once more", XenErrno.None, operations.BindInterdomain(DomainId.Self, offer), operations);
        Row.Expect("close", "the offer", XenErrno.None, operations.Close(offer));
        Row.Expect(Name, "to a closed port", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, offer), operations);

        EventPort elsewhere = Row.Make("alloc_unbound", "an offer to another domain", operations.AllocateUnbound(DomainId.Self, Numbers.AbsentDomain));
        Row.Expect(Name, "to an offer for another domain", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, elsewhere), operations);
        operations.Close(elsewhere);

        EventPort ipi = Row.Make("bind_ipi", "a port that is no offer", operations.BindInterprocessorInterrupt(new VcpuId(0)));
        Row.Expect(Name, "to a port that is no offer", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, ipi), operations);
        operations.Close(ipi);

        Row.Expect(Name, "to port 0", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, Numbers.PortZero), operations);
        Row.Expect(Name, "to port 4096", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, Numbers.BeyondTwoLevel), operations);
        Row.Expect(Name, "to port 4294967295", XenErrno.InvalidArgument, operations.BindInterdomain(DomainId.Self, Numbers.LargestPort), operations);
        Row.Expect(Name, "to a domain that is not there", XenErrno.NoSuchDomain, operations.BindInterdomain(Numbers.AbsentDomain, new EventPort(1)), operations);
    }

    private void BindInterprocessorInterrupt()
    {
        const string Name = "bind_ipi";
        EventPort port = Row.Make(Name, "on vCPU 0", operations.BindInterprocessorInterrupt(new VcpuId(0)));
        Check.Equal("the port is an IPI's", EventChannelStatus.Ipi, operations.GetStatus(DomainId.Self, port).Value.Binding);
        Row.Expect(Name, "on vCPU 0, a second one", XenErrno.None, operations.BindInterprocessorInterrupt(new VcpuId(0)), operations);
        operations.Close(port);
        Row.Expect(Name, "on a vCPU that is not there", XenErrno.NotFound, operations.BindInterprocessorInterrupt(Numbers.AbsentVcpu), operations);
        Row.Expect(Name, "on vCPU 4294967295", XenErrno.NotFound, operations.BindInterprocessorInterrupt(Numbers.LargestVcpu), operations);
    }
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>What a channel is bound to, as its owner wanted it: a restored domain binds it again.</summary>
internal readonly struct EventBinding
{
    private readonly uint _number;
    private readonly BindPirqFlags _flags;

    private EventBinding(EventBindingKind kind, uint number, DomainId remote, VcpuId vcpu, BindPirqFlags flags = default)
    {
        _flags = flags;
        Kind = kind;
        _number = number;
        Remote = remote;
        Vcpu = vcpu;
    }

    internal EventBindingKind Kind { get; }

    /// <summary>The other domain.</summary>
    internal DomainId Remote { get; }

    /// <summary>The vCPU that Xen notifies at first.</summary>
    internal VcpuId Vcpu { get; }

    /// <summary>The port that the other domain offers, of one that is connected.</summary>
    internal EventPort RemotePort => new(_number);

    internal bool IsToSelf => Remote.Value == ReservedDomains.Self;

    /// <summary>Whether it is connected, and both ends are this domain's.</summary>
    internal bool IsLoopback => Kind == EventBindingKind.Interdomain && IsToSelf;

    internal static EventBinding Given(VcpuId vcpu) => new(EventBindingKind.Given, 0, default, vcpu);

    internal static EventBinding Unbound(DomainId remote) => new(EventBindingKind.Unbound, 0, remote, default);

    internal static EventBinding Interdomain(DomainId remote, EventPort port) =>
        new(EventBindingKind.Interdomain, port.Value, remote, default);

    internal static EventBinding To(VirtualInterrupt interrupt, VcpuId vcpu) =>
        new(EventBindingKind.VirtualInterrupt, (uint)interrupt, default, vcpu);

    internal static EventBinding ToSignalsOf(VcpuId vcpu) => new(EventBindingKind.InterprocessorInterrupt, 0, default, vcpu);

    internal static EventBinding ToPhysical(uint interrupt, BindPirqFlags flags) =>
        new(EventBindingKind.PhysicalInterrupt, interrupt, default, default, flags);

    /// <summary>The same, to another port of the same domain.</summary>
    internal EventBinding To(EventPort remotePort) => new(Kind, remotePort.Value, Remote, Vcpu);

    /// <summary>Has Xen bind a new port; of all kinds but <see cref="EventBindingKind.Given"/>.</summary>
    internal XenResult<EventPort> Bind(EventChannelOperations operations) => Kind switch
    {
        EventBindingKind.Unbound => operations.AllocateUnbound(DomainId.Self, Remote),
        EventBindingKind.Interdomain => operations.BindInterdomain(Remote, RemotePort),
        EventBindingKind.VirtualInterrupt => operations.BindVirtualInterrupt((VirtualInterrupt)_number, Vcpu),
        EventBindingKind.InterprocessorInterrupt => operations.BindInterprocessorInterrupt(Vcpu),
        EventBindingKind.PhysicalInterrupt => operations.BindPhysicalInterrupt(_number, _flags),
        _ => XenErrno.NotSupported,
    };
}

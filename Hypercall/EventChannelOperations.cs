using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The event channel operations of a guest, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall, allocates nothing and may be called from any context that may make hypercalls.
/// Beside the errors listed at each, every one of them can answer
/// <see cref="XenErrno.AccessDenied"/>: a security policy (FLASK) refuses;
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the calling stack is not mapped for Xen.
/// Where versions differ this is said; what is not said holds for Xen 4.17 to 4.21.
/// EVTCHNOP_reset_cont is not among them: it is Xen's own, and a guest that issues it resumes a reset that never began.
/// Xen: public/event_channel.h; xen/common/event_channel.c.
/// </remarks>
public sealed unsafe partial class EventChannelOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Allocates a port that one named domain may connect to.</summary>
    /// <param name="owner">The domain that gets the port; a guest names <see cref="DomainId.Self"/>.</param>
    /// <param name="remote">The domain that may connect; <see cref="DomainId.Self"/> for a loopback.</param>
    /// <returns>The new port, not pending, its mask bit as it was; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no domain <paramref name="owner"/>;
    /// <see cref="XenErrno.NotPermitted"/>: <paramref name="owner"/> is neither the caller nor a domain it serves;
    /// <see cref="XenErrno.NoSpace"/>: every port that the domain may have is in use;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the port;
    /// <see cref="XenErrno.InvalidArgument"/>: the owner is dying.
    /// A <paramref name="remote"/> that does not exist is no error: the port waits for it.</returns>
    /// <remarks>Xen: EVTCHNOP_alloc_unbound.</remarks>
    public XenResult<EventPort> AllocateUnbound(DomainId owner, DomainId remote)
    {
        EvtchnAllocUnbound argument = default;
        argument.Domain = owner.Value;
        argument.RemoteDomain = remote.Value;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.AllocateUnbound, &argument);
        return PortOrError(result, argument.Port);
    }

    /// <summary>Connects a new port to one that another domain, or this one, has offered to this domain.</summary>
    /// <param name="remote">The domain that offers; <see cref="DomainId.Self"/> for a loopback.</param>
    /// <param name="remotePort">The port it offers.</param>
    /// <returns>The new port, already pending (an event sent before could have been lost); or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no domain <paramref name="remote"/>;
    /// <see cref="XenErrno.InvalidArgument"/>: the remote port does not exist, is not unbound, or waits for another
    /// domain; or the caller is dying;
    /// <see cref="XenErrno.NoSpace"/>: every port that this domain may have is in use;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the port.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_interdomain.</remarks>
    public XenResult<EventPort> BindInterdomain(DomainId remote, EventPort remotePort)
    {
        EvtchnBindInterdomain argument = default;
        argument.RemoteDomain = remote.Value;
        argument.RemotePort = remotePort.Value;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.BindInterdomain, &argument);
        return PortOrError(result, argument.LocalPort);
    }

    /// <summary>Binds a new port to a virtual interrupt of one vCPU.</summary>
    /// <param name="interrupt">The interrupt.</param>
    /// <param name="vcpu">Must be vCPU 0 unless the interrupt is one per vCPU.</param>
    /// <returns>The new port; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such interrupt, or not one per vCPU and the vCPU is not 0, or the
    /// caller is dying;
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.Busy"/>: a global interrupt that another domain handles (from Xen 4.21 on: before, the bind
    /// succeeds and the interrupt never comes);
    /// <see cref="XenErrno.AlreadyExists"/>: already bound on that vCPU;
    /// <see cref="XenErrno.NoSpace"/>: every port that this domain may have is in use;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the port, or from 4.21 on for the domain states that
    /// VIRQ_DOM_EXC brings.
    /// Errors are found in this order. VIRQ_ARGO is global up to Xen 4.20 and per domain from 4.21 on.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_virq.</remarks>
    public XenResult<EventPort> BindVirtualInterrupt(VirtualInterrupt interrupt, VcpuId vcpu)
    {
        EvtchnBindVirq argument = default;
        argument.Virq = interrupt;
        argument.Vcpu = vcpu.Value;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.BindVirq, &argument);
        return PortOrError(result, argument.Port);
    }

    /// <summary>Binds a new port by which vCPUs of this domain signal one of them. Its vCPU cannot be changed.</summary>
    /// <param name="vcpu">The vCPU to signal.</param>
    /// <returns>The new port; or
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.NoSpace"/>: every port that this domain may have is in use;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the port;
    /// <see cref="XenErrno.InvalidArgument"/>: the caller is dying.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_ipi.</remarks>
    public XenResult<EventPort> BindInterprocessorInterrupt(VcpuId vcpu)
    {
        EvtchnBindIpi argument = default;
        argument.Vcpu = vcpu.Value;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.BindIpi, &argument);
        return PortOrError(result, argument.Port);
    }

    /// <summary>Binds a new port to a physical interrupt. It notifies vCPU 0 until bound to another.</summary>
    /// <param name="interrupt">Xen's number of the physical interrupt (pirq).</param>
    /// <param name="flags">Whether the line is shared; for PV guests only.</param>
    /// <returns>The new port; or
    /// <see cref="XenErrno.InvalidArgument"/>: the number is beyond the domain's physical interrupts, or the caller is
    /// dying;
    /// <see cref="XenErrno.AlreadyExists"/>: already bound;
    /// <see cref="XenErrno.NoSpace"/>: every port that this domain may have is in use;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the port or the interrupt;
    /// <see cref="XenErrno.NotPermitted"/>: a PV guest without access to the interrupt;
    /// <see cref="XenErrno.NotSupported"/>: a Xen (from 4.20 on) built without physical interrupts for guests.
    /// A PVH guest's bind succeeds, but nothing ever fires: only HVM guests with XENFEAT_hvm_pirqs have them.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_pirq.</remarks>
    public XenResult<EventPort> BindPhysicalInterrupt(uint interrupt, BindPirqFlags flags)
    {
        EvtchnBindPirq argument = default;
        argument.Pirq = interrupt;
        argument.Flags = flags;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.BindPirq, &argument);
        return PortOrError(result, argument.Port);
    }

    /// <summary>Closes a port. It is not pending afterwards; its peer, if any, becomes unbound and may be bound anew.</summary>
    /// <param name="port">The port.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such port, closed already, or its consumer is Xen itself.</returns>
    /// <remarks>Xen: EVTCHNOP_close.</remarks>
    public XenErrno Close(EventPort port)
    {
        EvtchnClose argument = default;
        argument.Port = port.Value;
        return _hypervisor.EventChannelOp(EventChannelCommand.Close, &argument).Error;
    }

    /// <summary>Raises an event at the other end of a channel.</summary>
    /// <param name="port">The local end: connected to a domain, or bound for signals between vCPUs.</param>
    /// <returns><see cref="XenErrno.None"/>, also when the port is unbound and the event goes nowhere; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such port, closed, bound to a virtual or physical interrupt, or its
    /// consumer is Xen itself.</returns>
    /// <remarks>Xen: EVTCHNOP_send.</remarks>
    public XenErrno Notify(EventPort port)
    {
        EvtchnSend argument = default;
        argument.Port = port.Value;
        return _hypervisor.EventChannelOp(EventChannelCommand.Send, &argument).Error;
    }

    /// <summary>Clears a port's mask in Xen and, if it was masked and is pending, raises the upcall.</summary>
    /// <param name="port">The port, still masked: Xen does nothing for one whose mask bit is clear already.</param>
    /// <returns><see cref="XenErrno.None"/>, also for a closed port, where nothing happens; or
    /// <see cref="XenErrno.InvalidArgument"/>: a number beyond every port the domain has had.</returns>
    /// <remarks>Xen: EVTCHNOP_unmask.</remarks>
    public XenErrno Unmask(EventPort port)
    {
        EvtchnUnmask argument = default;
        argument.Port = port.Value;
        return _hypervisor.EventChannelOp(EventChannelCommand.Unmask, &argument).Error;
    }

    /// <summary>Asks what a port is bound to.</summary>
    /// <param name="owner">The domain whose port it is; a guest names <see cref="DomainId.Self"/>.</param>
    /// <param name="port">The port.</param>
    /// <returns>What Xen says, "closed" included; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no domain <paramref name="owner"/>;
    /// <see cref="XenErrno.InvalidArgument"/>: a number beyond every port the domain has had;
    /// <see cref="XenErrno.NotPermitted"/>: <paramref name="owner"/> is neither the caller nor a domain it serves;
    /// <see cref="XenErrno.AccessDenied"/>: the port's consumer is Xen itself (before Xen 4.20).</returns>
    /// <remarks>Xen: EVTCHNOP_status.</remarks>
    public XenResult<PortStatus> GetStatus(DomainId owner, EventPort port)
    {
        EvtchnStatus argument = default;
        argument.Domain = owner.Value;
        argument.Port = port.Value;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.Status, &argument);
        return result.Succeeded ? new PortStatus(argument) : result.Error;
    }

    /// <summary>Chooses the vCPU that a port notifies. An event already pending stays where it is.</summary>
    /// <param name="port">An unbound or interdomain port, or one of an interrupt that is not one per vCPU.</param>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.InvalidArgument"/>: no such port, closed, bound to an interrupt of one vCPU or to signals
    /// between vCPUs, or its consumer is Xen itself.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_vcpu.</remarks>
    public XenErrno BindVcpu(EventPort port, VcpuId vcpu)
    {
        EvtchnBindVcpu argument = default;
        argument.Port = port.Value;
        argument.Vcpu = vcpu.Value;
        return _hypervisor.EventChannelOp(EventChannelCommand.BindVcpu, &argument).Error;
    }

    /// <summary>Closes every port of a domain but Xen's own, and returns the domain to the 2-level ABI.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: it is neither the caller nor a domain it serves;
    /// <see cref="XenErrno.InvalidArgument"/>: another domain that its controller has not paused;
    /// <see cref="XenErrno.Busy"/>: a reset of it is under way already;
    /// <see cref="XenErrno.TryAgain"/>: ports were bound while it was being reset.</returns>
    /// <remarks>
    /// The console and xenstore ports of the toolstack are closed too; they do not come back by themselves.
    /// Xen: EVTCHNOP_reset; it continues a long one by itself.
    /// </remarks>
    public XenErrno Reset(DomainId domain)
    {
        EvtchnReset argument = default;
        argument.Domain = domain.Value;
        return _hypervisor.EventChannelOp(EventChannelCommand.Reset, &argument).Error;
    }

    private static XenResult<EventPort> PortOrError(HypercallResult result, uint port) =>
        result.Succeeded ? new EventPort(port) : result.Error;
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>The event channel operations of one domain, by Xen's rules and with its errors in its order.</summary>
/// <remarks>
/// Xen: xen/common/event_channel.c; each method names the function that it plays, and runs with the locks of <see cref="LocksOf"/> held.
/// </remarks>
internal sealed unsafe partial class EventChannelModel(ModelDomain domain)
{
    private const int CanonicalBits = 47;

    private readonly ModelDomain _domain = domain;

    private PortTable Ports => _domain.Ports;

    /// <summary>What an operation excludes. Xen: who takes event_lock, and who evtchn_read_lock or evtchn_write_lock.</summary>
    /// <remarks>So a port can be given to another vCPU while an event is being raised on it: see <see cref="BindVcpu"/>.</remarks>
    internal static XenLocks LocksOf(EventChannelCommand command) => command switch
    {
        EventChannelCommand.Send or EventChannelCommand.Unmask or EventChannelCommand.Status or EventChannelCommand.SetPriority => XenLocks.Ports,
        EventChannelCommand.BindVcpu => XenLocks.Table,
        _ => XenLocks.All,
    };

    /// <summary>Xen: do_event_channel_op.</summary>
    internal XenErrno Execute(EventChannelCommand command, void* argument)
    {
        bool known = command <= EventChannelCommand.XenResetContinuation;
        if (!known)
        {
            return XenErrno.NotImplemented;
        }

        if (!CanBeMemory(argument))
        {
            return XenErrno.BadAddress;
        }

        return command switch
        {
            EventChannelCommand.AllocateUnbound => AllocateUnbound((EvtchnAllocUnbound*)argument),
            EventChannelCommand.BindInterdomain => BindInterdomain((EvtchnBindInterdomain*)argument),
            EventChannelCommand.BindVirq => BindVirtualInterrupt((EvtchnBindVirq*)argument),
            EventChannelCommand.BindIpi => BindInterprocessorInterrupt((EvtchnBindIpi*)argument),
            EventChannelCommand.BindPirq => BindPhysicalInterrupt((EvtchnBindPirq*)argument),
            EventChannelCommand.Close => Close(((EvtchnClose*)argument)->Port),
            EventChannelCommand.Send => Send(((EvtchnSend*)argument)->Port),
            EventChannelCommand.Status => GetStatus((EvtchnStatus*)argument),
            EventChannelCommand.BindVcpu => BindVcpu((EvtchnBindVcpu*)argument),
            EventChannelCommand.Unmask => Unmask(((EvtchnUnmask*)argument)->Port),
            EventChannelCommand.Reset => Reset(((EvtchnReset*)argument)->Domain),
            EventChannelCommand.XenResetContinuation => ResumeReset(((EvtchnReset*)argument)->Domain),
            EventChannelCommand.SetPriority => SetPriority((EvtchnSetPriority*)argument),
            EventChannelCommand.InitializeControl => InitializeControl((EvtchnInitControl*)argument),
            EventChannelCommand.ExpandArray => ExpandArray(((EvtchnExpandArray*)argument)->ArrayFrame),
            _ => XenErrno.NotImplemented,
        };
    }

    /// <summary>No guest has anything in the first page of its addresses, nor where they are not canonical.</summary>
    internal static bool CanBeMemory(void* address) => (ulong)address >= GuestFrame.Size && (ulong)address >> CanonicalBits == 0;

    /// <summary>Xen: alloc_unbound_xen_event_channel.</summary>
    internal XenResult<EventPort> OpenPortOfXen(VcpuId vcpu, DomainId remote)
    {
        XenResult<ModelPort> free = Ports.Allocate();
        if (!free.Succeeded)
        {
            return free.Error;
        }

        free.Value.State = EventChannelStatus.Unbound;
        free.Value.IsConsumedByXen = true;
        free.Value.NotifiedVcpu = vcpu.Value;
        free.Value.RemoteDomain = remote.Value;
        return new EventPort(free.Value.Number);
    }

    /// <summary>Xen: evtchn_close.</summary>
    internal XenErrno Close(uint number)
    {
        ModelPort? port = Ports.Find(number);
        if (port == null || port.IsConsumedByXen || port.State == EventChannelStatus.Closed)
        {
            return XenErrno.InvalidArgument;
        }

        if (port is { State: EventChannelStatus.Interdomain, Peer: { } peerDomain })
        {
            ModelPort peer = peerDomain.Ports.Find(port.PeerPort)!;
            peer.State = EventChannelStatus.Unbound;
            peer.RemoteDomain = _domain.Id.Value;
            peer.Peer = null;
        }

        // Xen: evtchn_free. The pending bit goes; the mask bit and the selector stay as they are.
        _domain.EventAbi.ClearPending(port);
        port.State = EventChannelStatus.Closed;
        port.NotifiedVcpu = 0;
        port.Peer = null;
        Ports.Released(port);
        return XenErrno.None;
    }

    /// <summary>Closes all ports of a domain that dies, those of Xen, too. Xen: evtchn_destroy.</summary>
    internal void CloseAll()
    {
        for (uint number = 1; number < Ports.Count; number++)
        {
            Ports.Find(number)!.IsConsumedByXen = false;
            Close(number);
        }
    }

    /// <summary>Xen: evtchn_send.</summary>
    private XenErrno Send(uint number)
    {
        ModelPort? port = Ports.Find(number);
        if (port == null || port.IsConsumedByXen)
        {
            return XenErrno.InvalidArgument;
        }

        switch (port.State)
        {
            case EventChannelStatus.Interdomain:
                ModelPort peer = port.Peer!.Ports.Find(port.PeerPort)!;
                port.Peer.EventAbi.SetPending(peer.NotifiedVcpu, peer);
                return XenErrno.None;
            case EventChannelStatus.Ipi:
                _domain.EventAbi.SetPending(port.NotifiedVcpu, port);
                return XenErrno.None;
            case EventChannelStatus.Unbound:
                return XenErrno.None;
            default:
                return XenErrno.InvalidArgument;
        }
    }

    /// <summary>Xen: evtchn_unmask.</summary>
    private XenErrno Unmask(uint number)
    {
        ModelPort? port = Ports.Find(number);
        if (port == null)
        {
            return XenErrno.InvalidArgument;
        }

        _domain.EventAbi.Unmask(port);
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_status.</summary>
    private XenErrno GetStatus(EvtchnStatus* status)
    {
        ModelDomain? owner = _domain.Host.Find(status->Domain, _domain);
        if (owner == null)
        {
            return XenErrno.NoSuchDomain;
        }

        ModelPort? port = owner.Ports.Find(status->Port);
        if (port == null)
        {
            return XenErrno.InvalidArgument;
        }

        if (port.IsConsumedByXen && _domain.Host.Release < XenRelease.Xen420)
        {
            return XenErrno.AccessDenied;
        }

        if (!MayActOn(owner))
        {
            return XenErrno.NotPermitted;
        }

        status->Status = port.State;
        switch (port.State)
        {
            case EventChannelStatus.Unbound:
                status->UnboundDomain = port.RemoteDomain;
                break;
            case EventChannelStatus.Interdomain:
                status->InterdomainDomain = port.Peer!.Id.Value;
                status->InterdomainPort = port.PeerPort;
                break;
            case EventChannelStatus.Pirq:
                status->Pirq = port.PhysicalInterrupt;
                break;
            case EventChannelStatus.Virq:
                status->Virq = port.VirtualInterrupt;
                break;
            default:
                break;
        }

        status->Vcpu = port.NotifiedVcpu;
        return XenErrno.None;
    }

    /// <summary>
    /// Xen: evtchn_bind_vcpu. An event that waits stays where it is; and one that is being raised, by an operation which read
    /// the former vCPU before this, still goes there.
    /// </summary>
    private XenErrno BindVcpu(EvtchnBindVcpu* argument)
    {
        if (_domain.FindVcpu(argument->Vcpu) == null)
        {
            return XenErrno.NotFound;
        }

        ModelPort? port = Ports.Find(argument->Port);
        if (port == null || port.IsConsumedByXen)
        {
            return XenErrno.InvalidArgument;
        }

        bool mayMove = port.State switch
        {
            EventChannelStatus.Virq => !IsPerVcpu(port.VirtualInterrupt),
            EventChannelStatus.Unbound or EventChannelStatus.Interdomain or EventChannelStatus.Pirq => true,
            _ => false,
        };
        if (!mayMove)
        {
            return XenErrno.InvalidArgument;
        }

        port.NotifiedVcpu = argument->Vcpu;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_reset, begun anew.</summary>
    private XenErrno Reset(ushort domain)
    {
        ModelDomain? target = _domain.Host.Find(domain, _domain);
        XenErrno refusal = MayReset(target);
        if (refusal != XenErrno.None)
        {
            return refusal;
        }

        for (uint number = 1; number < target!.Ports.Count; number++)
        {
            target.Events.Close(number);
        }

        target.EventAbi = new TwoLevelModel(target);

        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_reset, resumed: there is never one to resume here.</summary>
    private XenErrno ResumeReset(ushort domain)
    {
        XenErrno refusal = MayReset(_domain.Host.Find(domain, _domain));
        return refusal != XenErrno.None ? refusal : XenErrno.Busy;
    }

    private XenErrno MayReset(ModelDomain? target)
    {
        if (target == null)
        {
            return XenErrno.NoSuchDomain;
        }

        if (!MayActOn(target))
        {
            return XenErrno.NotPermitted;
        }

        // A domain of the model is never paused by its controller.
        return target == _domain ? XenErrno.None : XenErrno.InvalidArgument;
    }

    /// <summary>Xen: xsm_default_action with XSM_TARGET, xen/include/xsm/dummy.h.</summary>
    private bool MayActOn(ModelDomain target) => target == _domain || _domain.Shape.IsControlDomain;
}

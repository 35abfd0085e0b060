using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>The operations that bind a new port, and the interrupts that are raised on bound ones.</content>
internal sealed unsafe partial class EventChannelModel
{
    /// <summary>Raises an interrupt of one vCPU. Xen: send_guest_vcpu_virq, send_guest_global_virq.</summary>
    internal void RaiseVirtual(ModelVcpu vcpu, VirtualInterrupt interrupt)
    {
        ModelPort? port = FindVirtual(interrupt, IsPerVcpu(interrupt) ? vcpu.Id.Value : 0);
        if (port != null)
        {
            _domain.EventAbi.SetPending(IsPerVcpu(interrupt) ? vcpu.Id.Value : port.NotifiedVcpu, port);
        }
    }

    /// <summary>Whether the interrupt has a port, on whichever vCPU it is notified.</summary>
    internal bool IsBound(VirtualInterrupt interrupt) => FindVirtual(interrupt, 0) != null;

    /// <summary>Xen: send_guest_pirq.</summary>
    internal void RaisePhysical(uint interrupt)
    {
        ModelPort? port = FindPhysical(interrupt);
        if (port != null)
        {
            _domain.EventAbi.SetPending(port.NotifiedVcpu, port);
        }
    }

    /// <summary>Xen: evtchn_alloc_unbound.</summary>
    private XenErrno AllocateUnbound(EvtchnAllocUnbound* argument)
    {
        ModelDomain? owner = _domain.Host.Find(argument->Domain, _domain);
        if (owner == null)
        {
            return XenErrno.NoSuchDomain;
        }

        XenResult<ModelPort> port = owner.Ports.Allocate();
        if (!port.Succeeded)
        {
            return port.Error;
        }

        if (!MayActOn(owner))
        {
            return XenErrno.NotPermitted;
        }

        port.Value.State = EventChannelStatus.Unbound;
        port.Value.RemoteDomain =
            argument->RemoteDomain == DomainId.Self.Value ? _domain.Id.Value : argument->RemoteDomain;
        owner.EventAbi.Initialize(port.Value);
        argument->Port = port.Value.Number;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_bind_interdomain.</summary>
    private XenErrno BindInterdomain(EvtchnBindInterdomain* argument)
    {
        ModelDomain? remote = _domain.Host.Find(argument->RemoteDomain, _domain);
        if (remote == null)
        {
            return XenErrno.NoSuchDomain;
        }

        XenResult<ModelPort> local = Ports.Allocate();
        if (!local.Succeeded)
        {
            return local.Error;
        }

        ModelPort? peer = remote.Ports.Find(argument->RemotePort);
        if (peer is not { State: EventChannelStatus.Unbound } || peer.RemoteDomain != _domain.Id.Value)
        {
            return XenErrno.InvalidArgument;
        }

        Connect(local.Value, remote, peer);
        _domain.EventAbi.Initialize(local.Value);
        peer.State = EventChannelStatus.Interdomain;
        peer.Peer = _domain;
        peer.PeerPort = local.Value.Number;

        // An event of the peer may have been lost while it was unbound: the new end is told of one in any case.
        _domain.EventAbi.SetPending(local.Value.NotifiedVcpu, local.Value);
        argument->LocalPort = local.Value.Number;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_bind_virq.</summary>
    private XenErrno BindVirtualInterrupt(EvtchnBindVirq* argument)
    {
        VirtualInterrupt interrupt = argument->Virq;
        uint vcpu = argument->Vcpu;
        if ((uint)interrupt >= VirtualInterruptClasses.Count || (!IsPerVcpu(interrupt) && vcpu != 0))
        {
            return XenErrno.InvalidArgument;
        }

        if (_domain.FindVcpu(vcpu) == null)
        {
            return XenErrno.NotFound;
        }

        if (_domain.Host.VirtualInterrupts.IsReserved(interrupt) && _domain.Host.HandlerOf(interrupt) != _domain)
        {
            return XenErrno.Busy;
        }

        if (FindVirtual(interrupt, vcpu) != null)
        {
            return XenErrno.AlreadyExists;
        }

        XenResult<ModelPort> port = Ports.Allocate();
        if (!port.Succeeded)
        {
            return port.Error;
        }

        port.Value.State = EventChannelStatus.Virq;
        port.Value.NotifiedVcpu = vcpu;
        port.Value.VirtualInterrupt = interrupt;
        _domain.EventAbi.Initialize(port.Value);
        argument->Port = port.Value.Number;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_bind_ipi.</summary>
    private XenErrno BindInterprocessorInterrupt(EvtchnBindIpi* argument)
    {
        if (_domain.FindVcpu(argument->Vcpu) == null)
        {
            return XenErrno.NotFound;
        }

        XenResult<ModelPort> port = Ports.Allocate();
        if (!port.Succeeded)
        {
            return port.Error;
        }

        port.Value.State = EventChannelStatus.Ipi;
        port.Value.NotifiedVcpu = argument->Vcpu;
        _domain.EventAbi.Initialize(port.Value);
        argument->Port = port.Value.Number;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_bind_pirq, for a guest with hardware virtualisation.</summary>
    private XenErrno BindPhysicalInterrupt(EvtchnBindPirq* argument)
    {
        if (argument->Pirq >= _domain.Shape.PhysicalInterruptCount)
        {
            return XenErrno.InvalidArgument;
        }

        if (FindPhysical(argument->Pirq) != null)
        {
            return XenErrno.AlreadyExists;
        }

        XenResult<ModelPort> port = Ports.Allocate();
        if (!port.Succeeded)
        {
            return port.Error;
        }

        port.Value.State = EventChannelStatus.Pirq;
        port.Value.PhysicalInterrupt = argument->Pirq;
        _domain.EventAbi.Initialize(port.Value);
        argument->Port = port.Value.Number;
        return XenErrno.None;
    }

    private static void Connect(ModelPort local, ModelDomain remote, ModelPort peer)
    {
        local.State = EventChannelStatus.Interdomain;
        local.Peer = remote;
        local.PeerPort = peer.Number;
    }

    private bool IsPerVcpu(VirtualInterrupt interrupt) => _domain.Host.VirtualInterrupts.IsPerVcpu(interrupt);

    private ModelPort? FindVirtual(VirtualInterrupt interrupt, uint vcpu)
    {
        for (uint number = 1; number < Ports.Count; number++)
        {
            ModelPort port = Ports.Find(number)!;
            if (port.State == EventChannelStatus.Virq
                && port.VirtualInterrupt == interrupt
                && (!IsPerVcpu(interrupt) || port.NotifiedVcpu == vcpu))
            {
                return port;
            }
        }

        return null;
    }

    private ModelPort? FindPhysical(uint interrupt)
    {
        for (uint number = 1; number < Ports.Count; number++)
        {
            ModelPort port = Ports.Find(number)!;
            if (port.State == EventChannelStatus.Pirq && port.PhysicalInterrupt == interrupt)
            {
                return port;
            }
        }

        return null;
    }
}

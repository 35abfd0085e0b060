using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>What Xen knows of one port. Xen: struct evtchn, xen/include/xen/sched.h.</summary>
internal sealed class ModelPort(uint number)
{
    internal uint Number { get; } = number;

    internal EventChannelStatus State { get; set; }

    internal uint NotifiedVcpu { get; set; }

    /// <summary>Whether Xen itself takes the events: such a port is not the guest's to use.</summary>
    internal bool IsConsumedByXen { get; set; }

    /// <summary>Unbound: who may connect. Interdomain: the domain of the peer.</summary>
    internal ushort RemoteDomain { get; set; }

    internal ModelDomain? Peer { get; set; }

    internal uint PeerPort { get; set; }

    internal VirtualInterrupt VirtualInterrupt { get; set; }

    internal uint PhysicalInterrupt { get; set; }

    /// <summary>Xen: evtchn_usable, xen/include/xen/event.h.</summary>
    internal bool IsUsable => State != EventChannelStatus.Closed && !IsConsumedByXen;
}

using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>What Xen knows of one port. Xen: struct evtchn, xen/include/xen/sched.h.</summary>
internal sealed class ModelPort(uint number)
{
    private int _notifiedVcpu;

    internal uint Number { get; } = number;

    internal EventChannelStatus State { get; set; }

    /// <summary>The vCPU that is told of events. It changes while others raise one: the lock of the port is not taken for it.</summary>
    internal uint NotifiedVcpu
    {
        get => (uint)Atomic.Load(ref _notifiedVcpu);
        set => Atomic.Exchange(ref _notifiedVcpu, (int)value);
    }

    /// <summary>Whether Xen itself takes the events: such a port is not the guest's to use.</summary>
    internal bool IsConsumedByXen { get; set; }

    /// <summary>Unbound: who may connect. Interdomain: the domain of the peer.</summary>
    internal ushort RemoteDomain { get; set; }

    internal ModelDomain? Peer { get; set; }

    internal uint PeerPort { get; set; }

    internal VirtualInterrupt VirtualInterrupt { get; set; }

    internal uint PhysicalInterrupt { get; set; }

    /// <summary>FIFO: the queue for events to come.</summary>
    internal uint Priority { get; set; }

    /// <summary>FIFO: the vCPU in whose queue the port was last.</summary>
    internal uint LastVcpu { get; set; }

    /// <summary>FIFO: the priority of the queue in which the port was last.</summary>
    internal uint LastPriority { get; set; }

    /// <summary>FIFO: whether an event was raised before the guest gave memory for the port's word. Never taken back.</summary>
    internal bool WaitsForItsWord { get; set; }

    /// <summary>Xen: evtchn_usable, xen/include/xen/event.h.</summary>
    internal bool IsUsable => State != EventChannelStatus.Closed && !IsConsumedByXen;
}

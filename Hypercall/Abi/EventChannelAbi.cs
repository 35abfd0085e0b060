// xen/include/public/event_channel.h at RELEASE-4.17.0, reset_cont included: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/event_channel.h
using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_event_channel_op</c> (<c>EVTCHNOP_*</c>).</summary>
[XenConstants("event_channel.h")]
public enum EventChannelCommand : uint
{
    /// <summary><c>EVTCHNOP_bind_interdomain</c>: connects to a port that some domain offers.</summary>
    [XenConstant("EVTCHNOP_bind_interdomain")] BindInterdomain = 0,

    /// <summary><c>EVTCHNOP_bind_virq</c>: binds a new port to a virtual interrupt of one vCPU.</summary>
    [XenConstant("EVTCHNOP_bind_virq")] BindVirq = 1,

    /// <summary><c>EVTCHNOP_bind_pirq</c>: binds a new port to a physical interrupt.</summary>
    [XenConstant("EVTCHNOP_bind_pirq")] BindPirq = 2,

    /// <summary><c>EVTCHNOP_close</c>: closes a port; the peer of an interdomain channel becomes unbound.</summary>
    [XenConstant("EVTCHNOP_close")] Close = 3,

    /// <summary><c>EVTCHNOP_send</c>: raises an event at the other end of a channel.</summary>
    [XenConstant("EVTCHNOP_send")] Send = 4,

    /// <summary><c>EVTCHNOP_status</c>: asks what a port is bound to.</summary>
    [XenConstant("EVTCHNOP_status")] Status = 5,

    /// <summary><c>EVTCHNOP_alloc_unbound</c>: allocates a port that one named domain may connect to.</summary>
    [XenConstant("EVTCHNOP_alloc_unbound")] AllocateUnbound = 6,

    /// <summary><c>EVTCHNOP_bind_ipi</c>: binds a new port by which vCPUs of this domain signal one of them.</summary>
    [XenConstant("EVTCHNOP_bind_ipi")] BindIpi = 7,

    /// <summary><c>EVTCHNOP_bind_vcpu</c>: chooses the vCPU that a port notifies.</summary>
    [XenConstant("EVTCHNOP_bind_vcpu")] BindVcpu = 8,

    /// <summary><c>EVTCHNOP_unmask</c>: unmasks a port, and makes the upcall if it is pending.</summary>
    [XenConstant("EVTCHNOP_unmask")] Unmask = 9,

    /// <summary><c>EVTCHNOP_reset</c>: closes every port of a domain and returns it to the 2-level ABI.</summary>
    [XenConstant("EVTCHNOP_reset")] Reset = 10,

    /// <summary><c>EVTCHNOP_init_control</c>: gives a vCPU its FIFO control block.</summary>
    [XenConstant("EVTCHNOP_init_control")] InitializeControl = 11,

    /// <summary><c>EVTCHNOP_expand_array</c>: adds one page to the FIFO event array.</summary>
    [XenConstant("EVTCHNOP_expand_array")] ExpandArray = 12,

    /// <summary><c>EVTCHNOP_set_priority</c>: sets the FIFO priority of a port.</summary>
    [XenConstant("EVTCHNOP_set_priority")] SetPriority = 13,

    /// <summary>
    /// <c>EVTCHNOP_reset_cont</c>: Xen's own continuation of a long reset, never a guest's. The header shows it to
    /// Xen's own sources only; a guest does not issue it.
    /// </summary>
    [XenConstant("EVTCHNOP_reset_cont")] XenResetContinuation = 14,
}

/// <summary>What a port is bound to (<c>EVTCHNSTAT_*</c>).</summary>
[XenConstants("event_channel.h")]
public enum EventChannelStatus : uint
{
    /// <summary><c>EVTCHNSTAT_closed</c>: the port is not in use.</summary>
    [XenConstant("EVTCHNSTAT_closed")] Closed = 0,

    /// <summary><c>EVTCHNSTAT_unbound</c>: the port waits for its peer to connect.</summary>
    [XenConstant("EVTCHNSTAT_unbound")] Unbound = 1,

    /// <summary><c>EVTCHNSTAT_interdomain</c>: the port is connected to a port of the remote domain.</summary>
    [XenConstant("EVTCHNSTAT_interdomain")] Interdomain = 2,

    /// <summary><c>EVTCHNSTAT_pirq</c>: the port is bound to a physical interrupt.</summary>
    [XenConstant("EVTCHNSTAT_pirq")] Pirq = 3,

    /// <summary><c>EVTCHNSTAT_virq</c>: the port is bound to a virtual interrupt.</summary>
    [XenConstant("EVTCHNSTAT_virq")] Virq = 4,

    /// <summary><c>EVTCHNSTAT_ipi</c>: the port is bound for signals between vCPUs.</summary>
    [XenConstant("EVTCHNSTAT_ipi")] Ipi = 5,
}

/// <summary>Flags of <see cref="EvtchnBindPirq"/> (<c>BIND_PIRQ__*</c>).</summary>
[Flags]
[XenConstants("event_channel.h")]
public enum BindPirqFlags : uint
{
    /// <summary>The interrupt line is this domain's alone.</summary>
    None = 0,

    /// <summary><c>BIND_PIRQ__WILL_SHARE</c>: this domain shares the line with others.</summary>
    [XenConstant("BIND_PIRQ__WILL_SHARE")] WillShare = 1,
}

/// <summary>Numbers of the 2-level event ABI.</summary>
[XenConstants("event_channel.h")]
public static class TwoLevelEvents
{
    /// <summary><c>EVTCHN_2L_NR_CHANNELS</c> of a 64-bit guest, port 0 (never valid) included.</summary>
    [XenConstant("EVTCHN_2L_NR_CHANNELS", Width = 64)] public const int ChannelCount64 = 4096;

    /// <summary><c>EVTCHN_2L_NR_CHANNELS</c> of a 32-bit guest, port 0 (never valid) included.</summary>
    [XenConstant("EVTCHN_2L_NR_CHANNELS", Width = 32)] public const int ChannelCount32 = 1024;
}

/// <summary>Numbers of the FIFO event ABI, and the bits of its event word.</summary>
/// <remarks>
/// The event word of a port (<c>event_word_t</c>), 32 bits:
/// <code>
///  31       30      29      28    27 ... 17  16 ... 0
/// [PENDING][MASKED][LINKED][BUSY][unused   ][link: next port of the queue, 0 at its tail]
/// </code>
/// A guest may set and clear MASKED, clear PENDING, and clear LINKED together with the link; all else is Xen's.
/// </remarks>
[XenConstants("event_channel.h")]
public static class FifoEvents
{
    /// <summary><c>EVTCHN_FIFO_PRIORITY_MAX</c>: the number of the most urgent queue.</summary>
    [XenConstant("EVTCHN_FIFO_PRIORITY_MAX")] public const uint HighestPriority = 0;

    /// <summary><c>EVTCHN_FIFO_PRIORITY_DEFAULT</c>: the queue of a port whose priority was never set.</summary>
    [XenConstant("EVTCHN_FIFO_PRIORITY_DEFAULT")] public const uint DefaultPriority = 7;

    /// <summary><c>EVTCHN_FIFO_PRIORITY_MIN</c>: the number of the least urgent queue.</summary>
    [XenConstant("EVTCHN_FIFO_PRIORITY_MIN")] public const uint LowestPriority = 15;

    /// <summary><c>EVTCHN_FIFO_MAX_QUEUES</c>: queues of each vCPU.</summary>
    [XenConstant("EVTCHN_FIFO_MAX_QUEUES")] public const int QueueCount = 16;

    /// <summary><c>EVTCHN_FIFO_PENDING</c>: the bit that says an event waits.</summary>
    [XenConstant("EVTCHN_FIFO_PENDING")] public const int PendingBit = 31;

    /// <summary><c>EVTCHN_FIFO_MASKED</c>: the bit by which the guest holds events back.</summary>
    [XenConstant("EVTCHN_FIFO_MASKED")] public const int MaskedBit = 30;

    /// <summary><c>EVTCHN_FIFO_LINKED</c>: the bit that says the port is in a queue.</summary>
    [XenConstant("EVTCHN_FIFO_LINKED")] public const int LinkedBit = 29;

    /// <summary><c>EVTCHN_FIFO_BUSY</c>: the bit by which Xen asks the guest not to unmask just now.</summary>
    [XenConstant("EVTCHN_FIFO_BUSY")] public const int BusyBit = 28;

    /// <summary><c>EVTCHN_FIFO_LINK_BITS</c>: the width of the link.</summary>
    [XenConstant("EVTCHN_FIFO_LINK_BITS")] public const int LinkBits = 17;

    /// <summary><c>EVTCHN_FIFO_LINK_MASK</c>: the bits of the link.</summary>
    [XenConstant("EVTCHN_FIFO_LINK_MASK")] public const uint LinkMask = (1u << LinkBits) - 1;

    /// <summary><c>EVTCHN_FIFO_NR_CHANNELS</c>: ports, port 0 (never valid) included.</summary>
    [XenConstant("EVTCHN_FIFO_NR_CHANNELS")] public const int ChannelCount = 1 << LinkBits;
}

/// <summary>The argument of <see cref="EventChannelCommand.AllocateUnbound"/>.</summary>
[XenAbi("event_channel.h", "evtchn_alloc_unbound")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct EvtchnAllocUnbound
{
    /// <summary>In: the domain that gets the port; an unprivileged caller names itself (DOMID_SELF).</summary>
    [FieldOffset(0), XenField("dom")] public ushort Domain;

    /// <summary>In: the domain that may connect; DOMID_SELF for a loopback.</summary>
    [FieldOffset(2), XenField("remote_dom")] public ushort RemoteDomain;

    /// <summary>Out: the new port.</summary>
    [FieldOffset(4), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.BindInterdomain"/>.</summary>
[XenAbi("event_channel.h", "evtchn_bind_interdomain")]
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct EvtchnBindInterdomain
{
    /// <summary>In: the domain that offers the port; DOMID_SELF for a loopback.</summary>
    [FieldOffset(0), XenField("remote_dom")] public ushort RemoteDomain;

    /// <summary>In: the port it offers.</summary>
    [FieldOffset(4), XenField("remote_port")] public uint RemotePort;

    /// <summary>Out: the new local port; Xen sets it pending at once.</summary>
    [FieldOffset(8), XenField("local_port")] public uint LocalPort;
}

/// <summary>The argument of <see cref="EventChannelCommand.BindVirq"/>.</summary>
[XenAbi("event_channel.h", "evtchn_bind_virq")]
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct EvtchnBindVirq
{
    /// <summary>In: the virtual interrupt.</summary>
    [FieldOffset(0), XenField("virq")] public VirtualInterrupt Virq;

    /// <summary>In: the vCPU; 0 unless the interrupt is one per vCPU.</summary>
    [FieldOffset(4), XenField("vcpu")] public uint Vcpu;

    /// <summary>Out: the new port.</summary>
    [FieldOffset(8), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.BindPirq"/>.</summary>
[XenAbi("event_channel.h", "evtchn_bind_pirq")]
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct EvtchnBindPirq
{
    /// <summary>In: the physical interrupt.</summary>
    [FieldOffset(0), XenField("pirq")] public uint Pirq;

    /// <summary>In: whether the line is shared.</summary>
    [FieldOffset(4), XenField("flags")] public BindPirqFlags Flags;

    /// <summary>Out: the new port.</summary>
    [FieldOffset(8), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.BindIpi"/>.</summary>
[XenAbi("event_channel.h", "evtchn_bind_ipi")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct EvtchnBindIpi
{
    /// <summary>In: the vCPU that the port notifies, for good.</summary>
    [FieldOffset(0), XenField("vcpu")] public uint Vcpu;

    /// <summary>Out: the new port.</summary>
    [FieldOffset(4), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.Close"/>.</summary>
[XenAbi("event_channel.h", "evtchn_close")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct EvtchnClose
{
    /// <summary>In: the port to close.</summary>
    [FieldOffset(0), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.Send"/>.</summary>
[XenAbi("event_channel.h", "evtchn_send")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct EvtchnSend
{
    /// <summary>In: the local port of the channel.</summary>
    [FieldOffset(0), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.Status"/>.</summary>
[XenAbi("event_channel.h", "evtchn_status")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct EvtchnStatus
{
    /// <summary>In: the domain that owns the port; an unprivileged caller names itself (DOMID_SELF).</summary>
    [FieldOffset(0), XenField("dom")] public ushort Domain;

    /// <summary>In: the port.</summary>
    [FieldOffset(4), XenField("port")] public uint Port;

    /// <summary>Out: what the port is bound to; it says which of the fields below hold.</summary>
    [FieldOffset(8), XenField("status")] public EventChannelStatus Status;

    /// <summary>Out: the vCPU that the port notifies.</summary>
    [FieldOffset(12), XenField("vcpu")] public uint Vcpu;

    /// <summary>Out, <see cref="EventChannelStatus.Unbound"/>: the domain that may connect.</summary>
    [FieldOffset(16), XenField("u.unbound.dom")] public ushort UnboundDomain;

    /// <summary>Out, <see cref="EventChannelStatus.Interdomain"/>: the domain of the peer.</summary>
    [FieldOffset(16), XenField("u.interdomain.dom")] public ushort InterdomainDomain;

    /// <summary>Out, <see cref="EventChannelStatus.Interdomain"/>: the port of the peer.</summary>
    [FieldOffset(20), XenField("u.interdomain.port")] public uint InterdomainPort;

    /// <summary>Out, <see cref="EventChannelStatus.Pirq"/>: the physical interrupt.</summary>
    [FieldOffset(16), XenField("u.pirq")] public uint Pirq;

    /// <summary>Out, <see cref="EventChannelStatus.Virq"/>: the virtual interrupt.</summary>
    [FieldOffset(16), XenField("u.virq")] public VirtualInterrupt Virq;
}

/// <summary>The argument of <see cref="EventChannelCommand.BindVcpu"/>.</summary>
[XenAbi("event_channel.h", "evtchn_bind_vcpu")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct EvtchnBindVcpu
{
    /// <summary>In: the port.</summary>
    [FieldOffset(0), XenField("port")] public uint Port;

    /// <summary>In: the vCPU it is to notify.</summary>
    [FieldOffset(4), XenField("vcpu")] public uint Vcpu;
}

/// <summary>The argument of <see cref="EventChannelCommand.Unmask"/>.</summary>
[XenAbi("event_channel.h", "evtchn_unmask")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct EvtchnUnmask
{
    /// <summary>In: the port to unmask.</summary>
    [FieldOffset(0), XenField("port")] public uint Port;
}

/// <summary>The argument of <see cref="EventChannelCommand.Reset"/>.</summary>
[XenAbi("event_channel.h", "evtchn_reset")]
[StructLayout(LayoutKind.Explicit, Size = 2)]
public struct EvtchnReset
{
    /// <summary>In: the domain whose ports are closed; an unprivileged caller names itself (DOMID_SELF).</summary>
    [FieldOffset(0), XenField("dom")] public ushort Domain;
}

/// <summary>The argument of <see cref="EventChannelCommand.InitializeControl"/>.</summary>
[XenAbi("event_channel.h", "evtchn_init_control")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public unsafe struct EvtchnInitControl
{
    /// <summary>In: the guest frame that holds the control block.</summary>
    [FieldOffset(0), XenField("control_gfn")] public ulong ControlFrame;

    /// <summary>In: where in that frame it starts, in bytes.</summary>
    [FieldOffset(8), XenField("offset")] public uint Offset;

    /// <summary>In: the vCPU it belongs to.</summary>
    [FieldOffset(12), XenField("vcpu")] public uint Vcpu;

    /// <summary>Out: how many bits of an event word are its link.</summary>
    [FieldOffset(16), XenField("link_bits")] public byte LinkBits;

    /// <summary>Fills the structure up; zero.</summary>
    [FieldOffset(17), XenField("_pad")] public fixed byte Padding[7];
}

/// <summary>The argument of <see cref="EventChannelCommand.ExpandArray"/>.</summary>
[XenAbi("event_channel.h", "evtchn_expand_array")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct EvtchnExpandArray
{
    /// <summary>In: the guest frame of the next page of event words.</summary>
    [FieldOffset(0), XenField("array_gfn")] public ulong ArrayFrame;
}

/// <summary>The argument of <see cref="EventChannelCommand.SetPriority"/>.</summary>
[XenAbi("event_channel.h", "evtchn_set_priority")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct EvtchnSetPriority
{
    /// <summary>In: the port.</summary>
    [FieldOffset(0), XenField("port")] public uint Port;

    /// <summary>In: its queue, from 0 (most urgent) to 15.</summary>
    [FieldOffset(4), XenField("priority")] public uint Priority;
}

/// <summary>The control block of one vCPU under the FIFO ABI, shared with Xen.</summary>
[XenAbi("event_channel.h", "evtchn_fifo_control_block")]
[StructLayout(LayoutKind.Explicit, Size = 72)]
public unsafe struct EvtchnFifoControlBlock
{
    /// <summary>Bit n: queue n has a new head.</summary>
    [FieldOffset(0), XenField("ready")] public uint Ready;

    /// <summary>Reserved; zero.</summary>
    [FieldOffset(4), XenField("_rsvd")] public uint Reserved;

    /// <summary>For each queue, the port at its head.</summary>
    [FieldOffset(8), XenField("head")] public fixed uint Head[FifoEvents.QueueCount];
}

/// <summary>
/// The argument of the old form of the hypercall, <c>HYPERVISOR_event_channel_op_compat</c>. A layout only: Xen answers
/// ENOSYS to guests with hardware virtualisation.
/// </summary>
[XenAbi("event_channel.h", "evtchn_op")]
[StructLayout(LayoutKind.Explicit, Size = 28)]
public struct EvtchnOp
{
    /// <summary>The command; it says which of the arguments below holds.</summary>
    [FieldOffset(0), XenField("cmd")] public EventChannelCommand Command;

    /// <summary>The argument of <see cref="EventChannelCommand.AllocateUnbound"/>.</summary>
    [FieldOffset(4), XenField("u.alloc_unbound")] public EvtchnAllocUnbound AllocateUnbound;

    /// <summary>The argument of <see cref="EventChannelCommand.BindInterdomain"/>.</summary>
    [FieldOffset(4), XenField("u.bind_interdomain")] public EvtchnBindInterdomain BindInterdomain;

    /// <summary>The argument of <see cref="EventChannelCommand.BindVirq"/>.</summary>
    [FieldOffset(4), XenField("u.bind_virq")] public EvtchnBindVirq BindVirq;

    /// <summary>The argument of <see cref="EventChannelCommand.BindPirq"/>.</summary>
    [FieldOffset(4), XenField("u.bind_pirq")] public EvtchnBindPirq BindPirq;

    /// <summary>The argument of <see cref="EventChannelCommand.BindIpi"/>.</summary>
    [FieldOffset(4), XenField("u.bind_ipi")] public EvtchnBindIpi BindIpi;

    /// <summary>The argument of <see cref="EventChannelCommand.Close"/>.</summary>
    [FieldOffset(4), XenField("u.close")] public EvtchnClose Close;

    /// <summary>The argument of <see cref="EventChannelCommand.Send"/>.</summary>
    [FieldOffset(4), XenField("u.send")] public EvtchnSend Send;

    /// <summary>The argument of <see cref="EventChannelCommand.Status"/>.</summary>
    [FieldOffset(4), XenField("u.status")] public EvtchnStatus Status;

    /// <summary>The argument of <see cref="EventChannelCommand.BindVcpu"/>.</summary>
    [FieldOffset(4), XenField("u.bind_vcpu")] public EvtchnBindVcpu BindVcpu;

    /// <summary>The argument of <see cref="EventChannelCommand.Unmask"/>.</summary>
    [FieldOffset(4), XenField("u.unmask")] public EvtchnUnmask Unmask;
}

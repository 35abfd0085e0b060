// xen/include/public/sched.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/sched.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_sched_op</c> (<c>SCHEDOP_*</c>).</summary>
[XenConstants("sched.h")]
public enum SchedCommand : uint
{
    /// <summary><c>SCHEDOP_yield</c>: gives the processor to another vCPU. No argument.</summary>
    [XenConstant("SCHEDOP_yield")] Yield = 0,

    /// <summary><c>SCHEDOP_block</c>: waits until an event is due; unmasks upcalls first (PV). No argument.</summary>
    [XenConstant("SCHEDOP_block")] Block = 1,

    /// <summary><c>SCHEDOP_shutdown</c>: stops the domain and gives a reason: <see cref="SchedShutdown"/>.</summary>
    [XenConstant("SCHEDOP_shutdown")] Shutdown = 2,

    /// <summary>
    /// <c>SCHEDOP_poll</c>: waits until one of some ports is pending: <see cref="SchedPoll{TWord}"/>.
    /// </summary>
    [XenConstant("SCHEDOP_poll")] Poll = 3,

    /// <summary>
    /// <c>SCHEDOP_remote_shutdown</c>: declares that another domain has stopped: <see cref="SchedRemoteShutdown"/>.
    /// </summary>
    [XenConstant("SCHEDOP_remote_shutdown")] RemoteShutdown = 4,

    /// <summary>
    /// <c>SCHEDOP_shutdown_code</c>: sets the reason that a later shutdown reports: <see cref="SchedShutdown"/>.
    /// </summary>
    [XenConstant("SCHEDOP_shutdown_code")] ShutdownCode = 5,

    /// <summary><c>SCHEDOP_watchdog</c>: starts, feeds and stops a watchdog: <see cref="SchedWatchdog"/>.</summary>
    [XenConstant("SCHEDOP_watchdog")] Watchdog = 6,

    /// <summary>
    /// <c>SCHEDOP_pin_override</c>: pins the vCPU to a processor (hardware domain only): <see
    /// cref="SchedPinOverride"/>.
    /// </summary>
    [XenConstant("SCHEDOP_pin_override")] PinOverride = 7,
}

/// <summary>Why a domain stops (<c>SHUTDOWN_*</c>).</summary>
[XenConstants("sched.h")]
public enum ShutdownReason : uint
{
    /// <summary><c>SHUTDOWN_poweroff</c>: it is done.</summary>
    [XenConstant("SHUTDOWN_poweroff")] PowerOff = 0,

    /// <summary><c>SHUTDOWN_reboot</c>: it wants to start again.</summary>
    [XenConstant("SHUTDOWN_reboot")] Reboot = 1,

    /// <summary>
    /// <c>SHUTDOWN_suspend</c>: it is ready to be saved or moved; the call returns 0 in the new domain, 1 if nothing
    /// came of it.
    /// </summary>
    [XenConstant("SHUTDOWN_suspend")] Suspend = 2,

    /// <summary><c>SHUTDOWN_crash</c>: it failed.</summary>
    [XenConstant("SHUTDOWN_crash")] Crash = 3,

    /// <summary><c>SHUTDOWN_watchdog</c>: its watchdog ran out.</summary>
    [XenConstant("SHUTDOWN_watchdog")] Watchdog = 4,

    /// <summary><c>SHUTDOWN_soft_reset</c>: it asks for fresh Xen state, with its memory kept.</summary>
    [XenConstant("SHUTDOWN_soft_reset")] SoftReset = 5,
}

/// <summary>The argument of <see cref="SchedCommand.Shutdown"/> and <see cref="SchedCommand.ShutdownCode"/>.</summary>
[XenAbi("sched.h", "sched_shutdown")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct SchedShutdown
{
    /// <summary>In: the reason.</summary>
    [FieldOffset(0), XenField("reason")] public ShutdownReason Reason;
}

/// <summary>The argument of <see cref="SchedCommand.Poll"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("sched.h", "sched_poll")]
[StructLayout(LayoutKind.Sequential)]
public struct SchedPoll<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the address of an array of ports (32-bit entries).</summary>
    [XenField("ports")] public TWord Ports;

    /// <summary>In: its length, at most 128.</summary>
    [XenField("nr_ports")] public uint PortCount;

    /// <summary>In: the system time in nanoseconds at which to give up; 0 for never.</summary>
    [XenField("timeout")] public ulong Timeout;
}

/// <summary>The argument of <see cref="SchedCommand.RemoteShutdown"/>.</summary>
[XenAbi("sched.h", "sched_remote_shutdown")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct SchedRemoteShutdown
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domain_id")] public ushort Domain;

    /// <summary>In: the reason.</summary>
    [FieldOffset(4), XenField("reason")] public ShutdownReason Reason;
}

/// <summary>The argument of <see cref="SchedCommand.Watchdog"/>.</summary>
[XenAbi("sched.h", "sched_watchdog")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct SchedWatchdog
{
    /// <summary>In: 0 for a new watchdog, whose number is the answer; else the number of one.</summary>
    [FieldOffset(0), XenField("id")] public uint Id;

    /// <summary>In: seconds until it strikes; 0 stops it.</summary>
    [FieldOffset(4), XenField("timeout")] public uint TimeoutSeconds;
}

/// <summary>The argument of <see cref="SchedCommand.PinOverride"/>.</summary>
[XenAbi("sched.h", "sched_pin_override")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct SchedPinOverride
{
    /// <summary>In: the processor; negative to end the pinning.</summary>
    [FieldOffset(0), XenField("pcpu")] public int PhysicalCpu;
}

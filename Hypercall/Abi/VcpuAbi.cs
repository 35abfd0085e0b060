// xen/include/public/vcpu.h at RELEASE-4.17.0, and the physical areas of Xen 4.18: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/vcpu.h
using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_vcpu_op</c> (<c>VCPUOP_*</c>).</summary>
[XenConstants("vcpu.h")]
public enum VcpuCommand : uint
{
    /// <summary><c>VCPUOP_initialise</c>: sets a vCPU's first state, once: <see cref="VcpuHvmContext"/>.</summary>
    [XenConstant("VCPUOP_initialise")] Initialize = 0,

    /// <summary><c>VCPUOP_up</c>: lets an initialised vCPU run. No argument.</summary>
    [XenConstant("VCPUOP_up")] Up = 1,

    /// <summary><c>VCPUOP_down</c>: stops a vCPU; at once only where it stops itself. No argument.</summary>
    [XenConstant("VCPUOP_down")] Down = 2,

    /// <summary><c>VCPUOP_is_up</c>: answers 1 if it is up. No argument.</summary>
    [XenConstant("VCPUOP_is_up")] IsUp = 3,

    /// <summary><c>VCPUOP_get_runstate_info</c>: reads the run state: <see cref="VcpuRunstateInfo64"/>.</summary>
    [XenConstant("VCPUOP_get_runstate_info")] GetRunStateInfo = 4,

    /// <summary>
    /// <c>VCPUOP_register_runstate_memory_area</c>: has the run state kept at a linear address: <see
    /// cref="VcpuRegisterMemoryArea"/>.
    /// </summary>
    [XenConstant("VCPUOP_register_runstate_memory_area")] RegisterRunStateMemoryArea = 5,

    /// <summary>
    /// <c>VCPUOP_set_periodic_timer</c>: starts the periodic timer: <see cref="VcpuSetPeriodicTimer"/>.
    /// </summary>
    [XenConstant("VCPUOP_set_periodic_timer")] SetPeriodicTimer = 6,

    /// <summary><c>VCPUOP_stop_periodic_timer</c>: stops it. No argument.</summary>
    [XenConstant("VCPUOP_stop_periodic_timer")] StopPeriodicTimer = 7,

    /// <summary>
    /// <c>VCPUOP_set_singleshot_timer</c>: starts the one-shot timer: <see cref="VcpuSetSingleshotTimer64"/>.
    /// </summary>
    [XenConstant("VCPUOP_set_singleshot_timer")] SetSingleshotTimer = 8,

    /// <summary><c>VCPUOP_stop_singleshot_timer</c>: stops it. No argument.</summary>
    [XenConstant("VCPUOP_stop_singleshot_timer")] StopSingleshotTimer = 9,

    /// <summary>
    /// <c>VCPUOP_register_vcpu_info</c>: moves vcpu_info to a page of the guest, once: <see
    /// cref="VcpuRegisterVcpuInfo"/>.
    /// </summary>
    [XenConstant("VCPUOP_register_vcpu_info")] RegisterVcpuInfo = 10,

    /// <summary><c>VCPUOP_send_nmi</c>: sends an NMI. No argument.</summary>
    [XenConstant("VCPUOP_send_nmi")] SendNmi = 11,

    /// <summary>
    /// <c>VCPUOP_get_physid</c>: reads the identity of the processor below (pinned PV vCPUs): <see
    /// cref="VcpuGetPhysid"/>.
    /// </summary>
    [XenConstant("VCPUOP_get_physid")] GetPhysicalId = 12,

    /// <summary>
    /// <c>VCPUOP_register_vcpu_time_memory_area</c>: has a copy of the time kept at a linear address: <see
    /// cref="VcpuRegisterMemoryArea"/>.
    /// </summary>
    [XenConstant("VCPUOP_register_vcpu_time_memory_area")] RegisterVcpuTimeMemoryArea = 13,

    /// <summary>
    /// <c>VCPUOP_register_runstate_phys_area</c>: as <see cref="RegisterRunStateMemoryArea"/>, at a guest physical
    /// address; ~0 ends it. Needs <see cref="XenFeature.RunStatePhysicalArea"/>.
    /// </summary>
    [XenConstant("VCPUOP_register_runstate_phys_area", Origin = "xen.git c447b7308b, public/vcpu.h")]
    RegisterRunStatePhysicalArea = 14,

    /// <summary>
    /// <c>VCPUOP_register_vcpu_time_phys_area</c>: as <see cref="RegisterVcpuTimeMemoryArea"/>, at a guest physical
    /// address; ~0 ends it. Needs <see cref="XenFeature.VcpuTimePhysicalArea"/>.
    /// </summary>
    [XenConstant("VCPUOP_register_vcpu_time_phys_area", Origin = "xen.git c447b7308b, public/vcpu.h")]
    RegisterVcpuTimePhysicalArea = 15,
}

/// <summary>What a vCPU does (<c>RUNSTATE_*</c>).</summary>
[XenConstants("vcpu.h")]
public enum RunState : int
{
    /// <summary><c>RUNSTATE_running</c>: it runs.</summary>
    [XenConstant("RUNSTATE_running")] Running = 0,

    /// <summary><c>RUNSTATE_runnable</c>: it waits for a processor.</summary>
    [XenConstant("RUNSTATE_runnable")] Runnable = 1,

    /// <summary><c>RUNSTATE_blocked</c>: it waits for an event.</summary>
    [XenConstant("RUNSTATE_blocked")] Blocked = 2,

    /// <summary><c>RUNSTATE_offline</c>: it is down or paused.</summary>
    [XenConstant("RUNSTATE_offline")] Offline = 3,
}

/// <summary>Bits inside the run state.</summary>
[XenConstants("vcpu.h")]
public static class RunStateFlags
{
    /// <summary>
    /// <c>XEN_RUNSTATE_UPDATE</c>: in the entry time: Xen is just writing. Set only after <see
    /// cref="VmAssistType.RunStateUpdateFlag"/> was enabled.
    /// </summary>
    [XenConstant("XEN_RUNSTATE_UPDATE")] public const ulong Update = 1ul << 63;
}

/// <summary>A vCPU's run state, 64-bit guest.</summary>
[XenAbi("vcpu.h", "vcpu_runstate_info", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 48)]
public unsafe struct VcpuRunstateInfo64
{
    /// <summary>What it does now.</summary>
    [FieldOffset(0), XenField("state")] public RunState State;

    /// <summary>Since when: system time in nanoseconds; see <see cref="RunStateFlags.Update"/>.</summary>
    [FieldOffset(8), XenField("state_entry_time")] public ulong StateEntryTime;

    /// <summary>The nanoseconds spent in each state so far.</summary>
    [FieldOffset(16), XenField("time")] public fixed ulong Time[4];
}

/// <summary>A vCPU's run state, 32-bit guest.</summary>
[XenAbi("vcpu.h", "vcpu_runstate_info", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 44)]
public unsafe struct VcpuRunstateInfo32
{
    /// <summary>What it does now.</summary>
    [FieldOffset(0), XenField("state")] public RunState State;

    /// <summary>Since when: system time in nanoseconds; see <see cref="RunStateFlags.Update"/>.</summary>
    [FieldOffset(4), XenField("state_entry_time")] public ulong StateEntryTime;

    /// <summary>The nanoseconds spent in each state so far.</summary>
    [FieldOffset(12), XenField("time")] public fixed ulong Time[4];
}

/// <summary>The argument of the commands that register an area for the run state or the time.</summary>
[XenAbi("vcpu.h", "vcpu_register_runstate_memory_area")]
[XenAbi("vcpu.h", "vcpu_register_time_memory_area")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct VcpuRegisterMemoryArea
{
    /// <summary>In: its address: linear for the older commands, guest physical for those of Xen 4.18.</summary>
    [FieldOffset(0), XenField("addr.p")] public ulong Address;
}

/// <summary>The argument of <see cref="VcpuCommand.SetPeriodicTimer"/>.</summary>
[XenAbi("vcpu.h", "vcpu_set_periodic_timer")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct VcpuSetPeriodicTimer
{
    /// <summary>In: the period, from 1 ms.</summary>
    [FieldOffset(0), XenField("period_ns")] public ulong PeriodNanoseconds;
}

/// <summary>Flags of the one-shot timer (<c>VCPU_SSHOTTMR_*</c>).</summary>
[Flags]
[XenConstants("vcpu.h")]
public enum SingleshotTimerFlags : uint
{
    /// <summary>A time that is past fires at once.</summary>
    None = 0,

    /// <summary><c>VCPU_SSHOTTMR_future</c>: a time that is past is answered ETIME.</summary>
    [XenConstant("VCPU_SSHOTTMR_future")] Future = 1,
}

/// <summary>The argument of <see cref="VcpuCommand.SetSingleshotTimer"/>, 64-bit caller.</summary>
[XenAbi("vcpu.h", "vcpu_set_singleshot_timer", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct VcpuSetSingleshotTimer64
{
    /// <summary>In: the system time at which it fires.</summary>
    [FieldOffset(0), XenField("timeout_abs_ns")] public ulong TimeoutNanoseconds;

    /// <summary>In: what to do with a time that is past.</summary>
    [FieldOffset(8), XenField("flags")] public SingleshotTimerFlags Flags;
}

/// <summary>The argument of <see cref="VcpuCommand.SetSingleshotTimer"/>, 32-bit caller.</summary>
[XenAbi("vcpu.h", "vcpu_set_singleshot_timer", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct VcpuSetSingleshotTimer32
{
    /// <summary>In: the system time at which it fires.</summary>
    [FieldOffset(0), XenField("timeout_abs_ns")] public ulong TimeoutNanoseconds;

    /// <summary>In: what to do with a time that is past.</summary>
    [FieldOffset(8), XenField("flags")] public SingleshotTimerFlags Flags;
}

/// <summary>The argument of <see cref="VcpuCommand.RegisterVcpuInfo"/>.</summary>
[XenAbi("vcpu.h", "vcpu_register_vcpu_info")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct VcpuRegisterVcpuInfo
{
    /// <summary>In: the frame; its 64 bytes may not cross a page.</summary>
    [FieldOffset(0), XenField("mfn")] public ulong GuestFrame;

    /// <summary>In: where in the frame, in bytes.</summary>
    [FieldOffset(8), XenField("offset")] public uint Offset;

    /// <summary>Zero.</summary>
    [FieldOffset(12), XenField("rsvd")] public uint Reserved;
}

/// <summary>The argument of <see cref="VcpuCommand.GetPhysicalId"/>.</summary>
[XenAbi("vcpu.h", "vcpu_get_physid")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct VcpuGetPhysid
{
    /// <summary>Out: the APIC identity in bits 31:0, the ACPI identity in bits 63:32.</summary>
    [FieldOffset(0), XenField("phys_id")] public ulong PhysicalId;
}

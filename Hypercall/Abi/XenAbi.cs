// xen/include/public/xen.h and arch-x86/xen.h at RELEASE-4.17.0; classes of virtual interrupts as of Xen 4.21:
// https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/xen.h
using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The numbers of the hypercalls (<c>__HYPERVISOR_*</c>): 32-byte slots of the hypercall page.</summary>
[XenConstants("xen.h")]
public enum HypercallNumber : uint
{
    /// <summary><c>__HYPERVISOR_set_trap_table</c>.</summary>
    [XenConstant("__HYPERVISOR_set_trap_table")] SetTrapTable = 0,

    /// <summary><c>__HYPERVISOR_mmu_update</c>.</summary>
    [XenConstant("__HYPERVISOR_mmu_update")] MmuUpdate = 1,

    /// <summary><c>__HYPERVISOR_set_gdt</c>.</summary>
    [XenConstant("__HYPERVISOR_set_gdt")] SetGdt = 2,

    /// <summary><c>__HYPERVISOR_stack_switch</c>.</summary>
    [XenConstant("__HYPERVISOR_stack_switch")] StackSwitch = 3,

    /// <summary><c>__HYPERVISOR_set_callbacks</c>.</summary>
    [XenConstant("__HYPERVISOR_set_callbacks")] SetCallbacks = 4,

    /// <summary><c>__HYPERVISOR_fpu_taskswitch</c>.</summary>
    [XenConstant("__HYPERVISOR_fpu_taskswitch")] FpuTaskSwitch = 5,

    /// <summary><c>__HYPERVISOR_sched_op_compat</c>: the old form, before interface 0x00030101.</summary>
    [XenConstant("__HYPERVISOR_sched_op_compat")] SchedOpCompat = 6,

    /// <summary><c>__HYPERVISOR_platform_op</c>.</summary>
    [XenConstant("__HYPERVISOR_platform_op")] PlatformOp = 7,

    /// <summary><c>__HYPERVISOR_set_debugreg</c>.</summary>
    [XenConstant("__HYPERVISOR_set_debugreg")] SetDebugRegister = 8,

    /// <summary><c>__HYPERVISOR_get_debugreg</c>.</summary>
    [XenConstant("__HYPERVISOR_get_debugreg")] GetDebugRegister = 9,

    /// <summary><c>__HYPERVISOR_update_descriptor</c>.</summary>
    [XenConstant("__HYPERVISOR_update_descriptor")] UpdateDescriptor = 10,

    /// <summary><c>__HYPERVISOR_memory_op</c>.</summary>
    [XenConstant("__HYPERVISOR_memory_op")] MemoryOp = 12,

    /// <summary><c>__HYPERVISOR_multicall</c>.</summary>
    [XenConstant("__HYPERVISOR_multicall")] Multicall = 13,

    /// <summary><c>__HYPERVISOR_update_va_mapping</c>.</summary>
    [XenConstant("__HYPERVISOR_update_va_mapping")] UpdateVirtualMapping = 14,

    /// <summary><c>__HYPERVISOR_set_timer_op</c>.</summary>
    [XenConstant("__HYPERVISOR_set_timer_op")] SetTimerOp = 15,

    /// <summary><c>__HYPERVISOR_event_channel_op_compat</c>: the old form, before interface 0x00030202.</summary>
    [XenConstant("__HYPERVISOR_event_channel_op_compat")] EventChannelOpCompat = 16,

    /// <summary><c>__HYPERVISOR_xen_version</c>.</summary>
    [XenConstant("__HYPERVISOR_xen_version")] XenVersion = 17,

    /// <summary><c>__HYPERVISOR_console_io</c>.</summary>
    [XenConstant("__HYPERVISOR_console_io")] ConsoleIo = 18,

    /// <summary><c>__HYPERVISOR_physdev_op_compat</c>: the old form, before interface 0x00030202.</summary>
    [XenConstant("__HYPERVISOR_physdev_op_compat")] PhysdevOpCompat = 19,

    /// <summary><c>__HYPERVISOR_grant_table_op</c>.</summary>
    [XenConstant("__HYPERVISOR_grant_table_op")] GrantTableOp = 20,

    /// <summary><c>__HYPERVISOR_vm_assist</c>.</summary>
    [XenConstant("__HYPERVISOR_vm_assist")] VmAssist = 21,

    /// <summary><c>__HYPERVISOR_update_va_mapping_otherdomain</c>.</summary>
    [XenConstant("__HYPERVISOR_update_va_mapping_otherdomain")] UpdateVirtualMappingOtherDomain = 22,

    /// <summary><c>__HYPERVISOR_iret</c>: x86 PV guests only.</summary>
    [XenConstant("__HYPERVISOR_iret")] InterruptReturn = 23,

    /// <summary><c>__HYPERVISOR_vcpu_op</c>.</summary>
    [XenConstant("__HYPERVISOR_vcpu_op")] VcpuOp = 24,

    /// <summary><c>__HYPERVISOR_set_segment_base</c>: 64-bit PV guests only.</summary>
    [XenConstant("__HYPERVISOR_set_segment_base")] SetSegmentBase = 25,

    /// <summary><c>__HYPERVISOR_mmuext_op</c>.</summary>
    [XenConstant("__HYPERVISOR_mmuext_op")] MmuExtendedOp = 26,

    /// <summary><c>__HYPERVISOR_xsm_op</c>.</summary>
    [XenConstant("__HYPERVISOR_xsm_op")] XsmOp = 27,

    /// <summary><c>__HYPERVISOR_nmi_op</c>.</summary>
    [XenConstant("__HYPERVISOR_nmi_op")] NmiOp = 28,

    /// <summary><c>__HYPERVISOR_sched_op</c>.</summary>
    [XenConstant("__HYPERVISOR_sched_op")] SchedOp = 29,

    /// <summary><c>__HYPERVISOR_callback_op</c>.</summary>
    [XenConstant("__HYPERVISOR_callback_op")] CallbackOp = 30,

    /// <summary><c>__HYPERVISOR_xenoprof_op</c>: gone from Xen 4.22 on.</summary>
    [XenConstant("__HYPERVISOR_xenoprof_op")] XenoprofOp = 31,

    /// <summary><c>__HYPERVISOR_event_channel_op</c>.</summary>
    [XenConstant("__HYPERVISOR_event_channel_op")] EventChannelOp = 32,

    /// <summary><c>__HYPERVISOR_physdev_op</c>.</summary>
    [XenConstant("__HYPERVISOR_physdev_op")] PhysdevOp = 33,

    /// <summary><c>__HYPERVISOR_hvm_op</c>.</summary>
    [XenConstant("__HYPERVISOR_hvm_op")] HvmOp = 34,

    /// <summary><c>__HYPERVISOR_sysctl</c>.</summary>
    [XenConstant("__HYPERVISOR_sysctl")] Sysctl = 35,

    /// <summary><c>__HYPERVISOR_domctl</c>.</summary>
    [XenConstant("__HYPERVISOR_domctl")] Domctl = 36,

    /// <summary><c>__HYPERVISOR_kexec_op</c>.</summary>
    [XenConstant("__HYPERVISOR_kexec_op")] KexecOp = 37,

    /// <summary><c>__HYPERVISOR_tmem_op</c>: no longer implemented.</summary>
    [XenConstant("__HYPERVISOR_tmem_op")] TmemOp = 38,

    /// <summary><c>__HYPERVISOR_argo_op</c>.</summary>
    [XenConstant("__HYPERVISOR_argo_op")] ArgoOp = 39,

    /// <summary><c>__HYPERVISOR_xenpmu_op</c>.</summary>
    [XenConstant("__HYPERVISOR_xenpmu_op")] XenpmuOp = 40,

    /// <summary><c>__HYPERVISOR_dm_op</c>.</summary>
    [XenConstant("__HYPERVISOR_dm_op")] DeviceModelOp = 41,

    /// <summary><c>__HYPERVISOR_hypfs_op</c>.</summary>
    [XenConstant("__HYPERVISOR_hypfs_op")] HypfsOp = 42,

    /// <summary><c>__HYPERVISOR_arch_0</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_0")] Arch0 = 48,

    /// <summary><c>__HYPERVISOR_arch_1</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_1")] Arch1 = 49,

    /// <summary><c>__HYPERVISOR_arch_2</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_2")] Arch2 = 50,

    /// <summary><c>__HYPERVISOR_arch_3</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_3")] Arch3 = 51,

    /// <summary><c>__HYPERVISOR_arch_4</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_4")] Arch4 = 52,

    /// <summary><c>__HYPERVISOR_arch_5</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_5")] Arch5 = 53,

    /// <summary><c>__HYPERVISOR_arch_6</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_6")] Arch6 = 54,

    /// <summary><c>__HYPERVISOR_arch_7</c>: belongs to the architecture.</summary>
    [XenConstant("__HYPERVISOR_arch_7")] Arch7 = 55,
}

/// <summary>The virtual interrupts (<c>VIRQ_*</c>).</summary>
/// <remarks>
/// V, D and G in the comments are the class: one per vCPU, one per domain, or global; see
/// <see cref="VirtualInterruptClasses"/>.
/// </remarks>
[XenConstants("xen.h")]
public enum VirtualInterrupt : uint
{
    /// <summary><c>VIRQ_TIMER</c>, V: the vCPU's timer ran out, or its time was updated.</summary>
    [XenConstant("VIRQ_TIMER")] Timer = 0,

    /// <summary><c>VIRQ_DEBUG</c>, V: the guest is asked to print its state.</summary>
    [XenConstant("VIRQ_DEBUG")] Debug = 1,

    /// <summary><c>VIRQ_CONSOLE</c>, G: the emergency console has input.</summary>
    [XenConstant("VIRQ_CONSOLE")] Console = 2,

    /// <summary><c>VIRQ_DOM_EXC</c>, G: something happened to some domain.</summary>
    [XenConstant("VIRQ_DOM_EXC")] DomainException = 3,

    /// <summary><c>VIRQ_TBUF</c>, G: the trace buffer has records.</summary>
    [XenConstant("VIRQ_TBUF")] TraceBuffer = 4,

    /// <summary><c>VIRQ_DEBUGGER</c>, G: a domain stopped for its debugger.</summary>
    [XenConstant("VIRQ_DEBUGGER")] Debugger = 6,

    /// <summary><c>VIRQ_XENOPROF</c>, V: a profiling sample is there.</summary>
    [XenConstant("VIRQ_XENOPROF")] Xenoprof = 7,

    /// <summary><c>VIRQ_CON_RING</c>, G: the console ring has input.</summary>
    [XenConstant("VIRQ_CON_RING")] ConsoleRing = 8,

    /// <summary><c>VIRQ_PCPU_STATE</c>, G: a physical processor went on or off line.</summary>
    [XenConstant("VIRQ_PCPU_STATE")] PhysicalCpuState = 9,

    /// <summary><c>VIRQ_MEM_EVENT</c>, G: a memory event occurred.</summary>
    [XenConstant("VIRQ_MEM_EVENT")] MemoryEvent = 10,

    /// <summary><c>VIRQ_ARGO</c>, D: an Argo message from another domain (global until Xen 4.20).</summary>
    [XenConstant("VIRQ_ARGO")] Argo = 11,

    /// <summary><c>VIRQ_ENOMEM</c>, G: Xen's heap runs low.</summary>
    [XenConstant("VIRQ_ENOMEM")] OutOfMemory = 12,

    /// <summary><c>VIRQ_XENPMU</c>, V: a performance counter interrupt.</summary>
    [XenConstant("VIRQ_XENPMU")] PerformanceMonitor = 13,

    /// <summary><c>VIRQ_ARCH_0</c>: belongs to the architecture. On x86 this is VIRQ_MCA, G: a machine check.</summary>
    [XenConstant("VIRQ_ARCH_0")] Arch0 = 16,

    /// <summary><c>VIRQ_ARCH_1</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_1")] Arch1 = 17,

    /// <summary><c>VIRQ_ARCH_2</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_2")] Arch2 = 18,

    /// <summary><c>VIRQ_ARCH_3</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_3")] Arch3 = 19,

    /// <summary><c>VIRQ_ARCH_4</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_4")] Arch4 = 20,

    /// <summary><c>VIRQ_ARCH_5</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_5")] Arch5 = 21,

    /// <summary><c>VIRQ_ARCH_6</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_6")] Arch6 = 22,

    /// <summary><c>VIRQ_ARCH_7</c>: belongs to the architecture.</summary>
    [XenConstant("VIRQ_ARCH_7")] Arch7 = 23,
}

/// <summary>Which class each virtual interrupt has: bit n of a mask stands for interrupt n.</summary>
/// <remarks>
/// As Xen has it since 4.21; before, <see cref="VirtualInterrupt.Argo"/> was global and there was no per-domain class.
/// The interrupts 16 to 23 belong to the architecture: on x86, 16 (VIRQ_MCA) is global, the others are unused.
/// </remarks>
[XenConstants("xen.h")]
public static class VirtualInterruptClasses
{
    /// <summary>Class V: bound once on each vCPU, to a port of its own that stays there.</summary>
    public const uint PerVcpu = (1u << (int)VirtualInterrupt.Timer) | (1u << (int)VirtualInterrupt.Debug)
        | (1u << (int)VirtualInterrupt.Xenoprof) | (1u << (int)VirtualInterrupt.PerformanceMonitor);

    /// <summary>Class D: bound once in each domain, on vCPU 0 first; the port may then move to another vCPU.</summary>
    public const uint PerDomain = 1u << (int)VirtualInterrupt.Argo;

    /// <summary>Class G: as class D, but held by one domain at a time.</summary>
    public const uint Global = (1u << (int)VirtualInterrupt.Console) | (1u << (int)VirtualInterrupt.DomainException)
        | (1u << (int)VirtualInterrupt.TraceBuffer) | (1u << (int)VirtualInterrupt.Debugger)
        | (1u << (int)VirtualInterrupt.ConsoleRing) | (1u << (int)VirtualInterrupt.PhysicalCpuState)
        | (1u << (int)VirtualInterrupt.MemoryEvent) | (1u << (int)VirtualInterrupt.OutOfMemory);

    /// <summary><c>NR_VIRQS</c>: no interrupt has this number or a higher one.</summary>
    [XenConstant("NR_VIRQS")] public const int Count = 24;
}

/// <summary>Domain numbers that name something other than an ordinary domain (<c>DOMID_*</c>).</summary>
[XenConstants("xen.h")]
public static class ReservedDomains
{
    /// <summary><c>DOMID_FIRST_RESERVED</c>: ordinary domains have lower numbers.</summary>
    [XenConstant("DOMID_FIRST_RESERVED")] public const ushort First = 0x7FF0;

    /// <summary><c>DOMID_SELF</c>: the calling domain.</summary>
    [XenConstant("DOMID_SELF")] public const ushort Self = 0x7FF0;

    /// <summary><c>DOMID_IO</c>: the owner of device memory.</summary>
    [XenConstant("DOMID_IO")] public const ushort Io = 0x7FF1;

    /// <summary><c>DOMID_XEN</c>: the owner of Xen's own memory.</summary>
    [XenConstant("DOMID_XEN")] public const ushort Xen = 0x7FF2;

    /// <summary><c>DOMID_COW</c>: the owner of pages that domains share by copy-on-write.</summary>
    [XenConstant("DOMID_COW")] public const ushort CopyOnWrite = 0x7FF3;

    /// <summary><c>DOMID_INVALID</c>: no domain.</summary>
    [XenConstant("DOMID_INVALID")] public const ushort Invalid = 0x7FF4;

    /// <summary><c>DOMID_ANY</c>: no particular domain asked for.</summary>
    [XenConstant("DOMID_ANY", Origin = "xen.git c447b7308b, public/xen.h")] public const ushort Any = 0x7FF5;

    /// <summary><c>DOMID_IDLE</c>: the idle domain.</summary>
    [XenConstant("DOMID_IDLE")] public const ushort Idle = 0x7FFF;

    /// <summary><c>DOMID_MASK</c>: the bits of a domain number.</summary>
    [XenConstant("DOMID_MASK")] public const ushort Mask = 0x7FFF;
}

/// <summary>The commands of <c>HYPERVISOR_console_io</c> (<c>CONSOLEIO_*</c>).</summary>
[XenConstants("xen.h")]
public enum ConsoleCommand : uint
{
    /// <summary><c>CONSOLEIO_write</c>: writes the buffer to Xen's console; answers 0.</summary>
    [XenConstant("CONSOLEIO_write")] Write = 0,

    /// <summary><c>CONSOLEIO_read</c>: reads what was typed there; answers how many bytes.</summary>
    [XenConstant("CONSOLEIO_read")] Read = 1,
}

/// <summary>The commands of <c>HYPERVISOR_vm_assist</c> (<c>VMASST_CMD_*</c>).</summary>
[XenConstants("xen.h")]
public enum VmAssistCommand : uint
{
    /// <summary><c>VMASST_CMD_enable</c>.</summary>
    [XenConstant("VMASST_CMD_enable")] Enable = 0,

    /// <summary><c>VMASST_CMD_disable</c>.</summary>
    [XenConstant("VMASST_CMD_disable")] Disable = 1,
}

/// <summary>What <c>HYPERVISOR_vm_assist</c> switches (<c>VMASST_TYPE_*</c>).</summary>
[XenConstants("xen.h")]
public enum VmAssistType : uint
{
    /// <summary><c>VMASST_TYPE_4gb_segments</c>: PV guests only.</summary>
    [XenConstant("VMASST_TYPE_4gb_segments")] FourGibSegments = 0,

    /// <summary><c>VMASST_TYPE_4gb_segments_notify</c>: PV guests only.</summary>
    [XenConstant("VMASST_TYPE_4gb_segments_notify")] FourGibSegmentsNotify = 1,

    /// <summary><c>VMASST_TYPE_writable_pagetables</c>: PV guests only.</summary>
    [XenConstant("VMASST_TYPE_writable_pagetables")] WritablePageTables = 2,

    /// <summary><c>VMASST_TYPE_pae_extended_cr3</c>: PV guests only.</summary>
    [XenConstant("VMASST_TYPE_pae_extended_cr3")] PaeExtendedCr3 = 3,

    /// <summary><c>VMASST_TYPE_architectural_iopl</c>: PV guests only.</summary>
    [XenConstant("VMASST_TYPE_architectural_iopl")] ArchitecturalIopl = 4,

    /// <summary>
    /// <c>VMASST_TYPE_runstate_update_flag</c>: Xen marks the registered run state while it updates it
    /// (<see cref="RunStateFlags.Update"/>).
    /// </summary>
    [XenConstant("VMASST_TYPE_runstate_update_flag")] RunStateUpdateFlag = 5,

    /// <summary><c>VMASST_TYPE_m2p_strict</c>: 64-bit PV guests only.</summary>
    [XenConstant("VMASST_TYPE_m2p_strict")] StrictMachineToPhysical = 32,
}

/// <summary>Flags of <see cref="VcpuTimeInfo.Flags"/> (<c>XEN_PVCLOCK_*</c>).</summary>
[Flags]
[XenConstants("xen.h")]
public enum VcpuTimeFlags : byte
{
    /// <summary>Nothing is promised.</summary>
    None = 0,

    /// <summary><c>XEN_PVCLOCK_TSC_STABLE_BIT</c>: time never goes back from one vCPU to another.</summary>
    [XenConstant("XEN_PVCLOCK_TSC_STABLE_BIT")] TscStable = 1,

    /// <summary><c>XEN_PVCLOCK_GUEST_STOPPED</c>: the guest was stopped by its host.</summary>
    [XenConstant("XEN_PVCLOCK_GUEST_STOPPED")] GuestStopped = 2,
}

/// <summary>Flags by which a domain learns its role (<c>SIF_*</c>); the PVH start info carries them too.</summary>
[Flags]
[XenConstants("xen.h")]
public enum StartFlags : uint
{
    /// <summary>An ordinary domain.</summary>
    None = 0,

    /// <summary><c>SIF_PRIVILEGED</c>: the domain is privileged.</summary>
    [XenConstant("SIF_PRIVILEGED")] Privileged = 1 << 0,

    /// <summary><c>SIF_INITDOMAIN</c>: the domain is the first one, dom0.</summary>
    [XenConstant("SIF_INITDOMAIN")] InitialDomain = 1 << 1,

    /// <summary><c>SIF_MULTIBOOT_MOD</c>: the module is a multiboot module (PV).</summary>
    [XenConstant("SIF_MULTIBOOT_MOD")] MultibootModule = 1 << 2,

    /// <summary><c>SIF_MOD_START_PFN</c>: the module's address is a frame number (PV).</summary>
    [XenConstant("SIF_MOD_START_PFN")] ModuleStartIsFrame = 1 << 3,

    /// <summary><c>SIF_VIRT_P2M_4TOOLS</c>: the tools know linear p2m lists (PV).</summary>
    [XenConstant("SIF_VIRT_P2M_4TOOLS")] VirtualP2mForTools = 1 << 4,

    /// <summary><c>SIF_PM_MASK</c>: the power management options, eight bits.</summary>
    [XenConstant("SIF_PM_MASK")] PowerManagementMask = 0xFF << 8,
}

/// <summary>One vCPU's time, written by Xen. Whoever reads it copies it between two reads of the version.</summary>
/// <remarks>
/// System time = <see cref="SystemTime"/> + ((((tsc - <see cref="TscTimestamp"/>) &lt;&lt; <see cref="TscShift"/>)
/// * <see cref="TscToSystemMultiplier"/>) >> 32), with a negative shift to the right.
/// Frequency in Hz = ((10^9 &lt;&lt; 32) / <see cref="TscToSystemMultiplier"/>) >> <see cref="TscShift"/>.
/// </remarks>
[XenAbi("xen.h", "vcpu_time_info")]
[StructLayout(LayoutKind.Explicit, Size = 32)]
public unsafe struct VcpuTimeInfo
{
    /// <summary>Odd while Xen writes; a reader takes what it read between two equal even values.</summary>
    [FieldOffset(0), XenField("version")] public uint Version;

    /// <summary>Unused.</summary>
    [FieldOffset(4), XenField("pad0")] public uint Padding0;

    /// <summary>The time stamp counter at the last update.</summary>
    [FieldOffset(8), XenField("tsc_timestamp")] public ulong TscTimestamp;

    /// <summary>Nanoseconds since boot at the last update.</summary>
    [FieldOffset(16), XenField("system_time")] public ulong SystemTime;

    /// <summary>Nanoseconds per counted (and shifted) tick, as a fraction of 2^32.</summary>
    [FieldOffset(24), XenField("tsc_to_system_mul")] public uint TscToSystemMultiplier;

    /// <summary>The shift of a difference of ticks: to the left, or to the right if negative.</summary>
    [FieldOffset(28), XenField("tsc_shift")] public sbyte TscShift;

    /// <summary>What may be relied on.</summary>
    [FieldOffset(29), XenField("flags")] public VcpuTimeFlags Flags;

    /// <summary>Unused.</summary>
    [FieldOffset(30), XenField("pad1")] public fixed byte Padding1[2];
}

/// <summary>The architecture's part of <see cref="VcpuInfo64"/>.</summary>
[XenAbi("xen.h", "arch_vcpu_info", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct ArchVcpuInfo64
{
    /// <summary>The address of a page fault; PV guests only.</summary>
    [FieldOffset(0), XenField("cr2")] public ulong FaultAddress;

    /// <summary>Fills <see cref="VcpuInfo64"/> up to 64 bytes.</summary>
    [FieldOffset(8), XenField("pad")] public ulong Padding;
}

/// <summary>The architecture's part of <see cref="VcpuInfo32"/>.</summary>
[XenAbi("xen.h", "arch_vcpu_info", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public unsafe struct ArchVcpuInfo32
{
    /// <summary>The address of a page fault; PV guests only.</summary>
    [FieldOffset(0), XenField("cr2")] public uint FaultAddress;

    /// <summary>Fills <see cref="VcpuInfo32"/> up to 64 bytes.</summary>
    [FieldOffset(4), XenField("pad")] public fixed uint Padding[5];
}

/// <summary>What Xen and a 64-bit guest share about one vCPU.</summary>
[XenAbi("xen.h", "vcpu_info", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct VcpuInfo64
{
    /// <summary>Not 0: an upcall is due. The guest clears it before it looks for work, or it may miss some.</summary>
    [FieldOffset(0), XenField("evtchn_upcall_pending")] public byte UpcallPending;

    /// <summary>Not 0: no upcalls (PV). Xen ignores it for guests with hardware virtualisation.</summary>
    [FieldOffset(1), XenField("evtchn_upcall_mask")] public byte UpcallMask;

    /// <summary>Bit n: word n of the pending bits has an event for this vCPU.</summary>
    [FieldOffset(8), XenField("evtchn_pending_sel")] public ulong PendingSelector;

    /// <summary>The architecture's part.</summary>
    [FieldOffset(16), XenField("arch")] public ArchVcpuInfo64 Arch;

    /// <summary>The vCPU's time.</summary>
    [FieldOffset(32), XenField("time")] public VcpuTimeInfo Time;
}

/// <summary>What Xen and a 32-bit guest share about one vCPU.</summary>
[XenAbi("xen.h", "vcpu_info", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct VcpuInfo32
{
    /// <summary>Not 0: an upcall is due. The guest clears it before it looks for work, or it may miss some.</summary>
    [FieldOffset(0), XenField("evtchn_upcall_pending")] public byte UpcallPending;

    /// <summary>Not 0: no upcalls (PV). Xen ignores it for guests with hardware virtualisation.</summary>
    [FieldOffset(1), XenField("evtchn_upcall_mask")] public byte UpcallMask;

    /// <summary>Bit n: word n of the pending bits has an event for this vCPU.</summary>
    [FieldOffset(4), XenField("evtchn_pending_sel")] public uint PendingSelector;

    /// <summary>The architecture's part.</summary>
    [FieldOffset(8), XenField("arch")] public ArchVcpuInfo32 Arch;

    /// <summary>The vCPU's time.</summary>
    [FieldOffset(32), XenField("time")] public VcpuTimeInfo Time;
}

/// <summary>The architecture's part of <see cref="SharedInfo64"/>: where a PV guest keeps its p2m list.</summary>
[XenAbi("xen.h", "arch_shared_info", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 48)]
public struct ArchSharedInfo64
{
    /// <summary>Entries of the p2m list.</summary>
    [FieldOffset(0), XenField("max_pfn")] public ulong MaxFrame;

    /// <summary>The frame at the top of the p2m tree.</summary>
    [FieldOffset(8), XenField("pfn_to_mfn_frame_list_list")] public ulong P2mFrameListList;

    /// <summary>Why an NMI came; bits of nmi.h.</summary>
    [FieldOffset(16), XenField("nmi_reason")] public ulong NmiReason;

    /// <summary>The address space of the linear p2m list.</summary>
    [FieldOffset(24), XenField("p2m_cr3")] public ulong P2mCr3;

    /// <summary>The address of the linear p2m list there.</summary>
    [FieldOffset(32), XenField("p2m_vaddr")] public ulong P2mAddress;

    /// <summary>Odd while the guest changes the list.</summary>
    [FieldOffset(40), XenField("p2m_generation")] public ulong P2mGeneration;
}

/// <summary>The architecture's part of <see cref="SharedInfo32"/>: where a PV guest keeps its p2m list.</summary>
[XenAbi("xen.h", "arch_shared_info", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 28)]
public struct ArchSharedInfo32
{
    /// <summary>Entries of the p2m list.</summary>
    [FieldOffset(0), XenField("max_pfn")] public uint MaxFrame;

    /// <summary>The frame at the top of the p2m tree.</summary>
    [FieldOffset(4), XenField("pfn_to_mfn_frame_list_list")] public uint P2mFrameListList;

    /// <summary>Why an NMI came; bits of nmi.h.</summary>
    [FieldOffset(8), XenField("nmi_reason")] public uint NmiReason;

    /// <summary>The address space of the linear p2m list.</summary>
    [FieldOffset(12), XenField("p2m_cr3")] public uint P2mCr3;

    /// <summary>The address of the linear p2m list there.</summary>
    [FieldOffset(16), XenField("p2m_vaddr")] public uint P2mAddress;

    /// <summary>Odd while the guest changes the list.</summary>
    [FieldOffset(20), XenField("p2m_generation")] public uint P2mGeneration;

    /// <summary>Bits 63:32 of the wallclock's seconds, which have no other room at this width.</summary>
    [FieldOffset(24), XenField("wc_sec_hi")] public uint WallClockSecondsHigh;
}

/// <summary>The page that Xen and a 64-bit guest share.</summary>
[XenAbi("xen.h", "shared_info", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 3136)]
public unsafe struct SharedInfo64
{
    /// <summary>32 <see cref="VcpuInfo64"/>, of the vCPUs that did not register their own.</summary>
    [FieldOffset(0), XenField("vcpu_info")] public fixed byte VcpuInfo[32 * 64];

    /// <summary>One bit a port: an event waits. Xen sets it, the guest clears it.</summary>
    [FieldOffset(2048), XenField("evtchn_pending")] public fixed ulong EventPending[64];

    /// <summary>One bit a port: no upcall for it. The guest's alone, but Xen clears it for EVTCHNOP_unmask.</summary>
    [FieldOffset(2560), XenField("evtchn_mask")] public fixed ulong EventMask[64];

    /// <summary>Odd while Xen writes the wallclock; a reader takes what lies between two equal even values.</summary>
    [FieldOffset(3072), XenField("wc_version")] public uint WallClockVersion;

    /// <summary>Seconds from the start of 1970 to system time 0, bits 31:0.</summary>
    [FieldOffset(3076), XenField("wc_sec")] public uint WallClockSeconds;

    /// <summary>Nanoseconds that follow the seconds.</summary>
    [FieldOffset(3080), XenField("wc_nsec")] public uint WallClockNanoseconds;

    /// <summary>Bits 63:32 of the seconds.</summary>
    [FieldOffset(3084), XenField("wc_sec_hi")] public uint WallClockSecondsHigh;

    /// <summary>The architecture's part.</summary>
    [FieldOffset(3088), XenField("arch")] public ArchSharedInfo64 Arch;
}

/// <summary>The page that Xen and a 32-bit guest share.</summary>
[XenAbi("xen.h", "shared_info", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 2344)]
public unsafe struct SharedInfo32
{
    /// <summary>32 <see cref="VcpuInfo32"/>, of the vCPUs that did not register their own.</summary>
    [FieldOffset(0), XenField("vcpu_info")] public fixed byte VcpuInfo[32 * 64];

    /// <summary>One bit a port: an event waits. Xen sets it, the guest clears it.</summary>
    [FieldOffset(2048), XenField("evtchn_pending")] public fixed uint EventPending[32];

    /// <summary>One bit a port: no upcall for it. The guest's alone, but Xen clears it for EVTCHNOP_unmask.</summary>
    [FieldOffset(2176), XenField("evtchn_mask")] public fixed uint EventMask[32];

    /// <summary>Odd while Xen writes the wallclock; a reader takes what lies between two equal even values.</summary>
    [FieldOffset(2304), XenField("wc_version")] public uint WallClockVersion;

    /// <summary>Seconds from the start of 1970 to system time 0, bits 31:0.</summary>
    [FieldOffset(2308), XenField("wc_sec")] public uint WallClockSeconds;

    /// <summary>Nanoseconds that follow the seconds.</summary>
    [FieldOffset(2312), XenField("wc_nsec")] public uint WallClockNanoseconds;

    /// <summary>The architecture's part.</summary>
    [FieldOffset(2316), XenField("arch")] public ArchSharedInfo32 Arch;
}

/// <summary>Where things are in the shared page, in bytes, for a guest of a given word.</summary>
/// <remarks>The one place from which code that works at both widths takes these offsets.</remarks>
/// <param name="wordSize">The bytes of a guest's word: <c>sizeof(nuint)</c> for the running code.</param>
[XenConstants("xen.h")]
public readonly struct SharedInfoLayout(int wordSize)
{
    /// <summary>The size of one vcpu_info; they stand at the start of the page.</summary>
    public const int VcpuInfoSize = 64;

    /// <summary><c>XEN_LEGACY_MAX_VCPUS</c>: how many of them there are.</summary>
    [XenConstant("XEN_LEGACY_MAX_VCPUS")] public const int VcpuInfoCount = 32;

    /// <summary>In vcpu_info: evtchn_upcall_pending.</summary>
    public const int UpcallPending = 0;

    /// <summary>In vcpu_info: evtchn_upcall_mask.</summary>
    public const int UpcallMask = 1;

    /// <summary>In vcpu_info: the time.</summary>
    public const int Time = 32;

    /// <summary>In the page: the pending bits, as many words as a word has bits.</summary>
    public const int EventPending = VcpuInfoSize * VcpuInfoCount;

    /// <summary>The bytes of the guest's word.</summary>
    public int WordSize { get; } = wordSize;

    /// <summary>In vcpu_info: evtchn_pending_sel.</summary>
    public int PendingSelector => WordSize;

    /// <summary>Ports of the 2-level ABI, port 0 included: the square of a word's bits.</summary>
    public int PortCount => 64 * WordSize * WordSize;

    /// <summary>In the page: the mask bits, as many words.</summary>
    public int EventMask => EventPending + (PortCount / 8);

    /// <summary>In the page: wc_version, then wc_sec, then wc_nsec.</summary>
    public int WallClock => EventMask + (PortCount / 8);

    /// <summary>In the page: wc_sec_hi, right after wc_nsec at 64 bits, at the end of the page's part at 32.</summary>
    public int WallClockSecondsHigh => WallClock + 12 + ((8 - WordSize) * 6);
}

/// <summary>One call of <c>HYPERVISOR_multicall</c>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("xen.h", "multicall_entry")]
[StructLayout(LayoutKind.Sequential)]
public struct MulticallEntry<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the number of the hypercall.</summary>
    [XenField("op")] public TWord Number;

    /// <summary>Out: its result.</summary>
    [XenField("result")] public TWord Result;

    /// <summary>In: its first argument.</summary>
    [XenField("args[0]")] public TWord Argument1;

    /// <summary>In: its second argument.</summary>
    [XenField("args[1]")] public TWord Argument2;

    /// <summary>In: its third argument.</summary>
    [XenField("args[2]")] public TWord Argument3;

    /// <summary>In: its fourth argument.</summary>
    [XenField("args[3]")] public TWord Argument4;

    /// <summary>In: its fifth argument.</summary>
    [XenField("args[4]")] public TWord Argument5;

    /// <summary>Unused: no hypercall has a sixth.</summary>
    [XenField("args[5]")] public TWord Argument6;
}

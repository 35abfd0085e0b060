// xen/include/public/hvm/params.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/hvm/params.h
using System;

namespace XenGuest.Hypercall.Abi;

/// <summary>The parameters of a guest with hardware virtualisation (<c>HVM_PARAM_*</c>).</summary>
[XenConstants("hvm/params.h")]
public enum HvmParameter : uint
{
    /// <summary><c>HVM_PARAM_CALLBACK_IRQ</c>: how upcalls are delivered; see <see cref="HvmCallback"/>.</summary>
    [XenConstant("HVM_PARAM_CALLBACK_IRQ")] CallbackIrq = 0,

    /// <summary><c>HVM_PARAM_STORE_PFN</c>: the guest frame of the ring of xenstore.</summary>
    [XenConstant("HVM_PARAM_STORE_PFN")] StorePage = 1,

    /// <summary><c>HVM_PARAM_STORE_EVTCHN</c>: the port of xenstore.</summary>
    [XenConstant("HVM_PARAM_STORE_EVTCHN")] StoreEventChannel = 2,

    /// <summary><c>HVM_PARAM_PAE_ENABLED</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_PAE_ENABLED")] PaeEnabled = 4,

    /// <summary><c>HVM_PARAM_IOREQ_PFN</c>: the device model's page.</summary>
    [XenConstant("HVM_PARAM_IOREQ_PFN")] IoRequestPage = 5,

    /// <summary><c>HVM_PARAM_BUFIOREQ_PFN</c>: the device model's page of buffered requests.</summary>
    [XenConstant("HVM_PARAM_BUFIOREQ_PFN")] BufferedIoRequestPage = 6,

    /// <summary>
    /// <c>HVM_PARAM_VIRIDIAN</c>: which enlightenments of another hypervisor are shown; <see cref="ViridianFeatures"/>.
    /// </summary>
    [XenConstant("HVM_PARAM_VIRIDIAN")] Viridian = 9,

    /// <summary><c>HVM_PARAM_TIMER_MODE</c>: what becomes of missed ticks; a <see cref="HvmTimerMode"/>.</summary>
    [XenConstant("HVM_PARAM_TIMER_MODE")] TimerMode = 10,

    /// <summary><c>HVM_PARAM_HPET_ENABLED</c>: whether there is an HPET.</summary>
    [XenConstant("HVM_PARAM_HPET_ENABLED")] HpetEnabled = 11,

    /// <summary><c>HVM_PARAM_IDENT_PT</c>: a page table for processors that need one without paging.</summary>
    [XenConstant("HVM_PARAM_IDENT_PT")] IdentityPageTable = 12,

    /// <summary><c>HVM_PARAM_DM_DOMAIN</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_DM_DOMAIN")] DeviceModelDomain = 13,

    /// <summary><c>HVM_PARAM_ACPI_S_STATE</c>: the guest's ACPI sleep state: S0 or S3.</summary>
    [XenConstant("HVM_PARAM_ACPI_S_STATE")] AcpiSState = 14,

    /// <summary><c>HVM_PARAM_VM86_TSS</c>: a task state for processors that need one in real mode.</summary>
    [XenConstant("HVM_PARAM_VM86_TSS")] Vm86Tss = 15,

    /// <summary><c>HVM_PARAM_VPT_ALIGN</c>: whether periodic timers are aligned to each other.</summary>
    [XenConstant("HVM_PARAM_VPT_ALIGN")] AlignPeriodicTimers = 16,

    /// <summary><c>HVM_PARAM_CONSOLE_PFN</c>: the guest frame of the ring of the console.</summary>
    [XenConstant("HVM_PARAM_CONSOLE_PFN")] ConsolePage = 17,

    /// <summary><c>HVM_PARAM_CONSOLE_EVTCHN</c>: the port of the console.</summary>
    [XenConstant("HVM_PARAM_CONSOLE_EVTCHN")] ConsoleEventChannel = 18,

    /// <summary><c>HVM_PARAM_ACPI_IOPORTS_LOCATION</c>: where the ACPI ports are: 0 old, 1 new.</summary>
    [XenConstant("HVM_PARAM_ACPI_IOPORTS_LOCATION")] AcpiIoPortsLocation = 19,

    /// <summary><c>HVM_PARAM_MEMORY_EVENT_CR0</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_MEMORY_EVENT_CR0")] MemoryEventCr0 = 20,

    /// <summary><c>HVM_PARAM_MEMORY_EVENT_CR3</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_MEMORY_EVENT_CR3")] MemoryEventCr3 = 21,

    /// <summary><c>HVM_PARAM_MEMORY_EVENT_CR4</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_MEMORY_EVENT_CR4")] MemoryEventCr4 = 22,

    /// <summary><c>HVM_PARAM_MEMORY_EVENT_INT3</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_MEMORY_EVENT_INT3")] MemoryEventInt3 = 23,

    /// <summary><c>HVM_PARAM_NESTEDHVM</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_NESTEDHVM")] NestedHvm = 24,

    /// <summary><c>HVM_PARAM_MEMORY_EVENT_SINGLE_STEP</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_MEMORY_EVENT_SINGLE_STEP")] MemoryEventSingleStep = 25,

    /// <summary><c>HVM_PARAM_BUFIOREQ_EVTCHN</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_BUFIOREQ_EVTCHN")] BufferedIoRequestEventChannel = 26,

    /// <summary><c>HVM_PARAM_PAGING_RING_PFN</c>: the ring of the pager.</summary>
    [XenConstant("HVM_PARAM_PAGING_RING_PFN")] PagingRingPage = 27,

    /// <summary><c>HVM_PARAM_MONITOR_RING_PFN</c>: the ring of the monitor; once HVM_PARAM_ACCESS_RING_PFN.</summary>
    [XenConstant("HVM_PARAM_MONITOR_RING_PFN")] MonitorRingPage = 28,

    /// <summary><c>HVM_PARAM_SHARING_RING_PFN</c>: the ring of page sharing.</summary>
    [XenConstant("HVM_PARAM_SHARING_RING_PFN")] SharingRingPage = 29,

    /// <summary><c>HVM_PARAM_MEMORY_EVENT_MSR</c>: no longer used.</summary>
    [XenConstant("HVM_PARAM_MEMORY_EVENT_MSR")] MemoryEventMsr = 30,

    /// <summary><c>HVM_PARAM_TRIPLE_FAULT_REASON</c>: the <see cref="ShutdownReason"/> of a triple fault.</summary>
    [XenConstant("HVM_PARAM_TRIPLE_FAULT_REASON")] TripleFaultReason = 31,

    /// <summary><c>HVM_PARAM_IOREQ_SERVER_PFN</c>: the first page of I/O request servers.</summary>
    [XenConstant("HVM_PARAM_IOREQ_SERVER_PFN")] IoRequestServerPage = 32,

    /// <summary><c>HVM_PARAM_NR_IOREQ_SERVER_PAGES</c>: how many there are.</summary>
    [XenConstant("HVM_PARAM_NR_IOREQ_SERVER_PAGES")] IoRequestServerPageCount = 33,

    /// <summary><c>HVM_PARAM_VM_GENERATION_ID_ADDR</c>: where the guest's generation identity is.</summary>
    [XenConstant("HVM_PARAM_VM_GENERATION_ID_ADDR")] VmGenerationIdAddress = 34,

    /// <summary><c>HVM_PARAM_ALTP2M</c>: who may use alternative physical maps; an <see cref="Altp2mMode"/>.</summary>
    [XenConstant("HVM_PARAM_ALTP2M")] Altp2m = 35,

    /// <summary>
    /// <c>HVM_PARAM_X87_FIP_WIDTH</c>: the width of the saved x87 instruction pointer: 8, 4, or 0 for either.
    /// </summary>
    [XenConstant("HVM_PARAM_X87_FIP_WIDTH")] X87FipWidth = 36,

    /// <summary><c>HVM_PARAM_VM86_TSS_SIZED</c>: as <see cref="Vm86Tss"/>, with the size in bits 63:32.</summary>
    [XenConstant("HVM_PARAM_VM86_TSS_SIZED")] Vm86TssSized = 37,

    /// <summary><c>HVM_PARAM_MCA_CAP</c>: which machine check features the guest has.</summary>
    [XenConstant("HVM_PARAM_MCA_CAP")] MachineCheckCapabilities = 38,
}

/// <summary>Numbers around the parameters.</summary>
[XenConstants("hvm/params.h")]
public static class HvmParameters
{
    /// <summary><c>HVM_NR_PARAMS</c>: no parameter has this number or a higher one.</summary>
    [XenConstant("HVM_NR_PARAMS")] public const int Count = 39;

    /// <summary><c>HVM_PARAM_ACCESS_RING_PFN</c>: the old name of <see cref="HvmParameter.MonitorRingPage"/>.</summary>
    [XenConstant("HVM_PARAM_ACCESS_RING_PFN", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")]
    public const uint AccessRingPage = 28;

    /// <summary>
    /// <c>XEN_HVM_MCA_CAP_LMCE</c>: in <see cref="HvmParameter.MachineCheckCapabilities"/>: local machine checks.
    /// </summary>
    [XenConstant("XEN_HVM_MCA_CAP_LMCE")] public const ulong LocalMachineCheck = 1;

    /// <summary><c>XEN_HVM_MCA_CAP_MASK</c>: the bits that are defined there.</summary>
    [XenConstant("XEN_HVM_MCA_CAP_MASK")] public const ulong MachineCheckMask = 1;
}

/// <summary>The value of <see cref="HvmParameter.CallbackIrq"/>: how upcalls reach the guest. 0: not at all.</summary>
/// <remarks>
/// <code>
///  63 ... 56  55 ... 0
/// [0        ][platform interrupt; 0 turns upcalls off                               ]
/// [1        ][0][PCI domain 47:32][bus 31:16][slot 15:11][function 10:8][0][pin 1:0]
/// [2        ][0                                                        ][vector 7:0]
/// </code>
/// </remarks>
[XenConstants("hvm/params.h")]
public static class HvmCallback
{
    /// <summary><c>HVM_PARAM_CALLBACK_IRQ_TYPE_MASK</c>: the bits that say which way.</summary>
    [XenConstant("HVM_PARAM_CALLBACK_IRQ_TYPE_MASK")] public const ulong TypeMask = 0xFF00000000000000;

    /// <summary><c>HVM_CB_TYPE_SHIFT</c>: the lowest of them.</summary>
    [XenConstant("HVM_CB_TYPE_SHIFT", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")] public const int TypeShift = 56;

    /// <summary><c>HVM_PARAM_CALLBACK_TYPE_GSI</c>: a platform interrupt, raised on vCPU 0.</summary>
    [XenConstant("HVM_PARAM_CALLBACK_TYPE_GSI")] public const ulong TypeGsi = 0;

    /// <summary><c>HVM_PARAM_CALLBACK_TYPE_PCI_INTX</c>: a PCI interrupt line, raised on vCPU 0.</summary>
    [XenConstant("HVM_PARAM_CALLBACK_TYPE_PCI_INTX")] public const ulong TypePciIntx = 1;

    /// <summary>
    /// <c>HVM_PARAM_CALLBACK_TYPE_VECTOR</c>: a vector on every vCPU; needs <see cref="XenFeature.HvmCallbackVector"/>,
    /// and no EOI.
    /// </summary>
    [XenConstant("HVM_PARAM_CALLBACK_TYPE_VECTOR")] public const ulong TypeVector = 2;

    /// <summary><c>HVM_CB_PCI_INTX_INTPIN_MASK</c>: of a PCI line: the pin.</summary>
    [XenConstant("HVM_CB_PCI_INTX_INTPIN_MASK", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")]
    public const ulong PinMask = 3;

    /// <summary>
    /// <c>HVM_CB_PCI_INTX_SLOT_SHIFT</c>: of a PCI line: the lowest bit of the slot, which follows the function.
    /// </summary>
    [XenConstant("HVM_CB_PCI_INTX_SLOT_SHIFT", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")]
    public const int SlotShift = 11;

    /// <summary><c>HVM_CB_PCI_INTX_SLOT_MASK</c>: of a PCI line: the slot, before it is shifted.</summary>
    [XenConstant("HVM_CB_PCI_INTX_SLOT_MASK", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")]
    public const ulong SlotMask = 31;

    /// <summary>Upcalls by a platform interrupt.</summary>
    /// <param name="line">The interrupt; not 0, which turns upcalls off.</param>
    /// <returns>The value.</returns>
    public static ulong Gsi(uint line) => (TypeGsi << TypeShift) | line;

    /// <summary>Upcalls by a PCI interrupt line.</summary>
    /// <param name="domain">The PCI domain (segment).</param>
    /// <param name="bus">The bus.</param>
    /// <param name="slot">The device, 0 to 31.</param>
    /// <param name="function">Its function, 0 to 7.</param>
    /// <param name="pin">Its pin: 0 to 3 for INTA to INTD.</param>
    /// <returns>The value.</returns>
    public static ulong PciIntx(ushort domain, byte bus, byte slot, byte function, byte pin)
        => (TypePciIntx << TypeShift) | ((ulong)domain << 32) | ((ulong)bus << 16)
            | ((slot & SlotMask) << SlotShift) | ((function & 7ul) << 8) | (pin & PinMask);

    /// <summary>Upcalls by a vector on every vCPU.</summary>
    /// <param name="vector">The vector, from 0x10.</param>
    /// <returns>The value.</returns>
    public static ulong Vector(byte vector) => (TypeVector << TypeShift) | vector;
}

/// <summary>What becomes of timer ticks that a descheduled vCPU missed (<c>HVMPTM_*</c>).</summary>
[XenConstants("hvm/params.h")]
public enum HvmTimerMode : uint
{
    /// <summary><c>HVMPTM_delay_for_missed_ticks</c>: all are delivered, and time waits for them.</summary>
    [XenConstant("HVMPTM_delay_for_missed_ticks")] DelayForMissedTicks = 0,

    /// <summary><c>HVMPTM_no_delay_for_missed_ticks</c>: all are delivered, and time goes on.</summary>
    [XenConstant("HVMPTM_no_delay_for_missed_ticks")] NoDelayForMissedTicks = 1,

    /// <summary><c>HVMPTM_no_missed_ticks_pending</c>: none is held back.</summary>
    [XenConstant("HVMPTM_no_missed_ticks_pending")] NoMissedTicksPending = 2,

    /// <summary><c>HVMPTM_one_missed_tick_pending</c>: they become one late tick.</summary>
    [XenConstant("HVMPTM_one_missed_tick_pending")] OneMissedTickPending = 3,
}

/// <summary>Who may use alternative physical maps (<c>XEN_ALTP2M_*</c>).</summary>
[XenConstants("hvm/params.h")]
public enum Altp2mMode : uint
{
    /// <summary><c>XEN_ALTP2M_disabled</c>: nobody.</summary>
    [XenConstant("XEN_ALTP2M_disabled")] Disabled = 0,

    /// <summary><c>XEN_ALTP2M_mixed</c>: the guest and tools.</summary>
    [XenConstant("XEN_ALTP2M_mixed")] Mixed = 1,

    /// <summary><c>XEN_ALTP2M_external</c>: tools only.</summary>
    [XenConstant("XEN_ALTP2M_external")] External = 2,

    /// <summary><c>XEN_ALTP2M_limited</c>: the guest in part.</summary>
    [XenConstant("XEN_ALTP2M_limited")] Limited = 3,
}

/// <summary>The enlightenments of <see cref="HvmParameter.Viridian"/> (<c>HVMPV_*</c>).</summary>
[Flags]
[XenConstants("hvm/params.h")]
public enum ViridianFeatures : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>HVMPV_base_freq</c>: the base set, which every other needs.</summary>
    [XenConstant("HVMPV_base_freq")] BaseAndFrequency = 1 << 0,

    /// <summary><c>HVMPV_no_freq</c>: no frequency registers.</summary>
    [XenConstant("HVMPV_no_freq")] NoFrequency = 1 << 1,

    /// <summary><c>HVMPV_time_ref_count</c>: the reference counter.</summary>
    [XenConstant("HVMPV_time_ref_count")] TimeReferenceCount = 1 << 2,

    /// <summary><c>HVMPV_reference_tsc</c>: the reference page.</summary>
    [XenConstant("HVMPV_reference_tsc")] ReferenceTsc = 1 << 3,

    /// <summary><c>HVMPV_hcall_remote_tlb_flush</c>: flushes by hypercall.</summary>
    [XenConstant("HVMPV_hcall_remote_tlb_flush")] RemoteTlbFlush = 1 << 4,

    /// <summary><c>HVMPV_apic_assist</c>: the APIC assist page.</summary>
    [XenConstant("HVMPV_apic_assist")] ApicAssist = 1 << 5,

    /// <summary><c>HVMPV_crash_ctl</c>: the crash registers.</summary>
    [XenConstant("HVMPV_crash_ctl")] CrashControl = 1 << 6,

    /// <summary><c>HVMPV_synic</c>: the synthetic interrupt controller.</summary>
    [XenConstant("HVMPV_synic")] SyntheticInterrupts = 1 << 7,

    /// <summary><c>HVMPV_stimer</c>: the synthetic timers.</summary>
    [XenConstant("HVMPV_stimer")] SyntheticTimers = 1 << 8,

    /// <summary><c>HVMPV_hcall_ipi</c>: IPIs by hypercall.</summary>
    [XenConstant("HVMPV_hcall_ipi")] ClusterIpi = 1 << 9,

    /// <summary><c>HVMPV_ex_processor_masks</c>: extended processor masks.</summary>
    [XenConstant("HVMPV_ex_processor_masks")] ExtendedProcessorMasks = 1 << 10,

    /// <summary><c>HVMPV_no_vp_limit</c>: more than 64 processors.</summary>
    [XenConstant("HVMPV_no_vp_limit")] NoProcessorLimit = 1 << 11,

    /// <summary><c>HVMPV_cpu_hotplug</c>: processors that come and go.</summary>
    [XenConstant("HVMPV_cpu_hotplug")] CpuHotplug = 1 << 12,

    /// <summary><c>HVMPV_feature_mask</c>: every one above.</summary>
    [XenConstant("HVMPV_feature_mask")] All = (1 << 13) - 1,
}

/// <summary>Values of the memory event parameters of old Xen releases (<c>HVMPME_*</c>).</summary>
[XenConstants("hvm/params.h")]
public static class HvmMemoryEventModes
{
    /// <summary><c>HVMPME_MODE_MASK</c>: the bits of the mode.</summary>
    [XenConstant("HVMPME_MODE_MASK", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")] public const uint ModeMask = 3;

    /// <summary><c>HVMPME_mode_disabled</c>: no events.</summary>
    [XenConstant("HVMPME_mode_disabled", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")] public const uint Disabled = 0;

    /// <summary><c>HVMPME_mode_async</c>: the vCPU goes on.</summary>
    [XenConstant("HVMPME_mode_async", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")] public const uint Asynchronous = 1;

    /// <summary><c>HVMPME_mode_sync</c>: the vCPU waits for the answer.</summary>
    [XenConstant("HVMPME_mode_sync", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")] public const uint Synchronous = 2;

    /// <summary><c>HVMPME_onchangeonly</c>: only where the value changes.</summary>
    [XenConstant("HVMPME_onchangeonly", Origin = "OpenBSD sys/dev/pv/xenreg.h 1.12")]
    public const uint OnChangeOnly = 1 << 2;
}

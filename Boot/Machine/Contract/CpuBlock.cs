using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>What belongs to one CPU; GS points here. The image's other code does not use GS.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CpuBlock
{
    internal CpuBlock* Self;
    internal ThreadBlock* Current;

    internal ulong KernelStackTop;
    internal ulong FaultStackTop;

    /// <summary>The end of the trap area's frame.</summary>
    internal ulong TrapStackTop;

    /// <summary>Interrupts that came a second time, with interrupts off, and were dropped.</summary>
    internal ulong DroppedInterrupts;

    /// <summary>The FS base that is in the processor, to save the write when the same thread goes on.</summary>
    internal ulong LoadedThreadPointer;

    /// <summary>Where the system-call entry parks the caller's stack pointer for three instructions.</summary>
    internal ulong SavedStackPointer;

    /// <summary>Aligned to 16 bytes, as the block is: eight words come before it.</summary>
    internal TrapArea TrapArea;
    internal fixed ulong Descriptors[5];
    internal ThreadBlock* Idle;
    internal uint Index;

    /// <summary>What another CPU asks of this one, which writes <see cref="CpuRequest.None"/> when it is done.</summary>
    internal volatile CpuRequest Request;

    /// <summary>By what interrupt controllers call this CPU.</summary>
    internal uint ApicId;

    /// <summary>1 once the CPU runs threads.</summary>
    internal byte IsOnline;

    /// <summary>1 while the idle thread runs: then no address of the program is in use.</summary>
    internal byte IsIdle;

    /// <summary>1 from when another CPU has asked this one to schedule until it does.</summary>
    internal byte IsCalled;

    /// <summary>1 if translations have to be forgotten before a thread runs here again.</summary>
    internal byte MustFlush;

    /// <summary>1 if Machine had Xen keep the vcpu_info of this vCPU at its place in Machine's page: the program does that of the first.</summary>
    internal byte HasPlacedVcpuInfo;

    /// <summary>Why Xen refused to have the vcpu_info of this vCPU at its place in Machine's page: an error, or 0.</summary>
    internal int VcpuInfoRefusal;

    /// <summary>Room for a vcpu_time_info that Xen keeps for this vCPU, and where the one lies that is read: there, or in vcpu_info.</summary>
    internal fixed ulong Time[4];
    internal ulong TimePlace;

    /// <summary>Upcalls taken on this CPU: the futex word that its event thread waits on.</summary>
    internal uint UpcallCount;

    /// <summary>vcpu_info.evtchn_upcall_pending of this vCPU, once Kernel has told where it is.</summary>
    internal byte* UpcallPending;

    /// <summary>The thread that handles this CPU's events; boosted at an upcall.</summary>
    internal ThreadBlock* EventThread;

    /// <summary>The deadline that the LAPIC timer is set for, or <see cref="ulong.MaxValue"/> when none: it fires then or earlier.</summary>
    internal ulong ArmedDeadline;

    /// <summary>How long the slice is for whose end the timer is set, in nanoseconds; <see cref="ulong.MaxValue"/> while it is set for none.</summary>
    internal ulong ArmedSlice;

    /// <summary>NMIs, where the last of them came, and how many of them were reported.</summary>
    internal uint NonMaskableCount;
    internal uint NonMaskableReported;
    internal ulong NonMaskablePlace;

    /// <summary>How often this CPU has done what another asked of it.</summary>
    internal ulong ServedRequests;

    internal ulong TimerInterrupts;
    internal ulong ThreadSwitches;
}

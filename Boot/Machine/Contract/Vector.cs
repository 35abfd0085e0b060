namespace XenGuest.Machine.Contract;

/// <summary>The vectors of the interrupt descriptor table.</summary>
internal static class Vector
{
    internal const int DivideError = 0;
    internal const int NonMaskable = 2;
    internal const int DoubleFault = 8;
    internal const int GeneralProtection = 13;
    internal const int PageFault = 14;
    internal const int MachineCheck = 18;

    /// <summary>The first vector that is no exception of the processor's.</summary>
    internal const int FirstExternal = 0x20;

    /// <summary>The LAPIC's one-shot timer.</summary>
    internal const int Timer = 0x20;

    /// <summary>Another CPU asks this one to schedule again.</summary>
    internal const int Reschedule = 0x21;

    /// <summary>Another CPU has left a <see cref="CpuRequest"/>.</summary>
    internal const int Request = 0x22;

    /// <summary>Xen's event-channel upcall (HVM_PARAM_CALLBACK_IRQ, type vector).</summary>
    internal const int Upcall = 0x30;

    /// <summary>The same of one vCPU (HVMOP_set_evtchn_upcall_vector): it comes through the LAPIC and needs an EOI.</summary>
    internal const int UpcallOfVcpu = 0x31;

    /// <summary>What the LAPIC delivers when an interrupt went away before it was taken.</summary>
    internal const int Spurious = 0x3F;

    /// <summary>Vectors that have a stub; the rest of the table is not present.</summary>
    internal const int Count = 0x40;

    /// <summary>Not of the table: marks a register frame that came in by the <c>syscall</c> instruction.</summary>
    internal const int SystemCall = 0x100;

    /// <summary>The exceptions for which the processor pushes an error code.</summary>
    internal static bool PushesErrorCode(int vector) => vector is 8 or (>= 10 and <= 14) or 17 or 21 or 29 or 30;

    /// <summary>What can hit anywhere, even on the way in or out of the kernel: it has a stack that nothing else uses.</summary>
    internal static bool IsFatal(int vector) => vector is NonMaskable or DoubleFault or MachineCheck;
}

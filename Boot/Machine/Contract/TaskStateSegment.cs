using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>The 64-bit task state segment; only its interrupt stacks are used.</summary>
[StructLayout(LayoutKind.Explicit, Size = 104)]
internal struct TaskStateSegment
{
    /// <summary>IST1, all ordinary vectors: the running thread's register frame, or the fault stack while in the kernel.</summary>
    [FieldOffset(36)]
    internal ulong InterruptStack;

    /// <summary>IST2: NMI, double fault and machine check.</summary>
    [FieldOffset(44)]
    internal ulong FatalStack;

    [FieldOffset(102)]
    internal ushort IoMapBase;
}

using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>
/// The 64-bit task state segment, laid over the frame that a trap of a thread pushes: the processor's push of SS lands on IST1, its
/// other pushes on fields that nothing uses. Boot/Entry's TrapEntry says why.
/// </summary>
/// <remarks>The processor aligns the stack that it takes from IST1 to 16 bytes, so this must be aligned so, too.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 240)]
internal struct TrapArea
{
    /// <summary>Where the segment begins. Below it is room for what the entry code pushes.</summary>
    internal const int TaskState = 132;

    /// <summary>The segment's limit: its last byte.</summary>
    internal const int TaskStateLimit = 103;

    /// <summary>What IST1 is while a thread runs, from the start of this area: the end of the frame.</summary>
    internal const int StackTop = TaskState + 44;

    /// <summary>Pushed by a stub.</summary>
    [FieldOffset(StackTop - 56)]
    internal ulong Vector;

    /// <summary>Pushed by the processor, or 0 by a stub.</summary>
    [FieldOffset(StackTop - 48)]
    internal ulong ErrorCode;

    [FieldOffset(StackTop - 40)]
    internal ulong Rip;

    [FieldOffset(StackTop - 24)]
    internal ulong Flags;

    [FieldOffset(StackTop - 16)]
    internal ulong Rsp;

    /// <summary>IST1, all ordinary vectors.</summary>
    [FieldOffset(TaskState + 36)]
    internal ulong InterruptStack;

    /// <summary>IST3: NMI, double fault and machine check.</summary>
    [FieldOffset(TaskState + 52)]
    internal ulong FatalStack;

    [FieldOffset(TaskState + 102)]
    internal ushort IoMapBase;
}

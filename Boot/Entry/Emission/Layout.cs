using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;

namespace XenGuest.Entry.Emission;

/// <summary>Offsets inside the blocks that machine code shares with Machine's C#, read off the C# structs themselves.</summary>
internal static class Layout
{
    internal static readonly int FrameVector = Offset<RegisterFrame>(nameof(RegisterFrame.Vector));
    internal static readonly int FrameErrorCode = Offset<RegisterFrame>(nameof(RegisterFrame.ErrorCode));
    internal static readonly int FrameRip = Offset<RegisterFrame>(nameof(RegisterFrame.Rip));
    internal static readonly int FrameFlags = Offset<RegisterFrame>(nameof(RegisterFrame.Flags));
    internal static readonly int FrameRsp = Offset<RegisterFrame>(nameof(RegisterFrame.Rsp));

    internal static readonly int ThreadFloatingPoint = Offset<ThreadBlock>(nameof(ThreadBlock.FloatingPoint));
    internal static readonly int ThreadPointer = Offset<ThreadBlock>(nameof(ThreadBlock.ThreadPointer));

    internal static readonly int CpuSelf = Offset<CpuBlock>(nameof(CpuBlock.Self));
    internal static readonly int CpuCurrent = Offset<CpuBlock>(nameof(CpuBlock.Current));
    internal static readonly int CpuKernelStackTop = Offset<CpuBlock>(nameof(CpuBlock.KernelStackTop));
    internal static readonly int CpuFaultStackTop = Offset<CpuBlock>(nameof(CpuBlock.FaultStackTop));
    internal static readonly int CpuTrapStackTop = Offset<CpuBlock>(nameof(CpuBlock.TrapStackTop));
    internal static readonly int CpuDroppedInterrupts = Offset<CpuBlock>(nameof(CpuBlock.DroppedInterrupts));
    internal static readonly int CpuLoadedThreadPointer = Offset<CpuBlock>(nameof(CpuBlock.LoadedThreadPointer));
    internal static readonly int CpuSavedStackPointer = Offset<CpuBlock>(nameof(CpuBlock.SavedStackPointer));
    internal static readonly int CpuInterruptStack = InArea(nameof(TrapArea.InterruptStack));

    /// <summary>The words of a trap's frame that go into the thread's block: from where in the CPU's block, to where in the frame.</summary>
    internal static readonly (int Area, int Frame)[] SavedWords =
    [
        (InArea(nameof(TrapArea.Vector)), FrameVector),
        (InArea(nameof(TrapArea.ErrorCode)), FrameErrorCode),
        (InArea(nameof(TrapArea.Rip)), FrameRip),
        (InArea(nameof(TrapArea.Flags)), FrameFlags),
        (InArea(nameof(TrapArea.Rsp)), FrameRsp),
    ];

    private static int InArea(string field) => Offset<CpuBlock>(nameof(CpuBlock.TrapArea)) + Offset<TrapArea>(field);

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}

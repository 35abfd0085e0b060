using System.Runtime.InteropServices;
using XenGuest.Machine.Contract;

namespace XenGuest.Entry.Emission;

/// <summary>Offsets inside the blocks that machine code shares with Machine's C#, read off the C# structs themselves.</summary>
internal static class Layout
{
    internal static readonly int FrameSize = Marshal.SizeOf<RegisterFrame>();
    internal static readonly int FrameVector = Offset<RegisterFrame>(nameof(RegisterFrame.Vector));

    internal static readonly int ThreadFloatingPoint = Offset<ThreadBlock>(nameof(ThreadBlock.FloatingPoint));
    internal static readonly int ThreadPointer = Offset<ThreadBlock>(nameof(ThreadBlock.ThreadPointer));

    internal static readonly int CpuCurrent = Offset<CpuBlock>(nameof(CpuBlock.Current));
    internal static readonly int CpuInKernel = Offset<CpuBlock>(nameof(CpuBlock.InKernel));
    internal static readonly int CpuKernelStackTop = Offset<CpuBlock>(nameof(CpuBlock.KernelStackTop));
    internal static readonly int CpuFaultStackTop = Offset<CpuBlock>(nameof(CpuBlock.FaultStackTop));
    internal static readonly int CpuLoadedThreadPointer = Offset<CpuBlock>(nameof(CpuBlock.LoadedThreadPointer));
    internal static readonly int CpuSavedStackPointer = Offset<CpuBlock>(nameof(CpuBlock.SavedStackPointer));
    internal static readonly int CpuInterruptStack =
        Offset<CpuBlock>(nameof(CpuBlock.TaskState)) + Offset<TaskStateSegment>(nameof(TaskStateSegment.InterruptStack));

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}

using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Memory that the program shares with Xen: whole frames, which never move.</summary>
internal static unsafe class FrameCalls
{
    internal static long Lend(ulong destination)
    {
        if (!UserMemory.CanWrite(destination, (ulong)sizeof(LentFrame)))
        {
            return -Errno.Fault;
        }

        if (!FrameAllocator.TryAllocate(out ulong frame))
        {
            return -Errno.OutOfMemory;
        }

        LentFrame* lent = (LentFrame*)destination;
        lent->Address = PhysicalMemory.Direct(frame);
        lent->Frame = frame / PhysicalMemory.PageSize;
        return 0;
    }
}

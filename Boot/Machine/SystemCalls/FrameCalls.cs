using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Memory that the program shares with Xen, or gives back to it: whole frames, which never move.</summary>
internal static unsafe class FrameCalls
{
    /// <summary>As many numbers as a page has room for.</summary>
    private const ulong MostFrames = 512;

    /// <summary>Takes frames out of use: from now on nothing of Machine touches them.</summary>
    internal static long Take(ulong destination, ulong count, ulong keep)
    {
        if (!IsList(destination, count))
        {
            return -Errno.Invalid;
        }

        ulong taken = 0;
        while (taken < count && FrameAllocator.Available > keep && FrameAllocator.TryTakeUntouched(out ulong frame))
        {
            ((ulong*)destination)[taken++] = frame / PhysicalMemory.PageSize;
        }

        return (long)taken;
    }

    /// <summary>Takes frames in that were taken.</summary>
    internal static long Give(ulong source, ulong count)
    {
        if (!IsList(source, count))
        {
            return -Errno.Invalid;
        }

        ulong* numbers = (ulong*)source;
        for (ulong i = 0; i < count; i++)
        {
            if (!MemoryMap.Contains(numbers[i]))
            {
                return -Errno.Invalid;
            }
        }

        for (ulong i = 0; i < count; i++)
        {
            FrameAllocator.Free(numbers[i] * PhysicalMemory.PageSize);
        }

        return 0;
    }

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

    /// <summary>Whether so many numbers lie in one page that was lent: Xen reads them there, too.</summary>
    private static bool IsList(ulong address, ulong count)
    {
        ulong offset = address & (PhysicalMemory.PageSize - 1);
        return count <= MostFrames && offset % sizeof(ulong) == 0 && offset + (count * sizeof(ulong)) <= PhysicalMemory.PageSize
            && address >= PhysicalMemory.DirectBase && PageTables.Allows(address, Protection.Read | Protection.Write);
    }
}

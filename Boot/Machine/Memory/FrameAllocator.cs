namespace XenGuest.Machine.Memory;

/// <summary>Hands out zeroed frames of 4096 bytes. The caller holds the kernel lock.</summary>
internal static unsafe class FrameAllocator
{
    private const ulong NoFrame = 0;

    private static int s_range;
    private static ulong s_next;
    private static ulong s_end;
    private static ulong s_free;
    private static ulong s_freeFrames;

    /// <summary>Frames that can still be handed out.</summary>
    internal static ulong Available => s_freeFrames;

    /// <summary>Frames there were at boot.</summary>
    internal static ulong Total { get; private set; }

    internal static void Start()
    {
        s_freeFrames = MemoryMap.TotalBytes() / PhysicalMemory.PageSize;
        Total = s_freeFrames;
    }

    /// <summary>A zeroed frame's physical address, or false when memory is used up.</summary>
    internal static bool TryAllocate(out ulong frame)
    {
        frame = s_free;
        if (frame != NoFrame)
        {
            s_free = *(ulong*)PhysicalMemory.Direct(frame);
        }
        else if (!TakeFresh(out frame))
        {
            return false;
        }

        s_freeFrames--;
        RawMemory.Zero((ulong*)PhysicalMemory.Direct(frame), (nuint)PhysicalMemory.PageSize);
        return true;
    }

    /// <summary>
    /// A frame to be given away, or false when memory is used up. One that was never used is not touched: there may be no memory behind it yet, in a domain
    /// that has less than it may have.
    /// </summary>
    internal static bool TryTakeUntouched(out ulong frame)
    {
        if (!TakeFresh(out frame))
        {
            frame = s_free;
            if (frame == NoFrame)
            {
                return false;
            }

            s_free = *(ulong*)PhysicalMemory.Direct(frame);
        }

        s_freeFrames--;
        return true;
    }

    /// <summary>A zeroed frame for Machine's own tables; without one the machine stops.</summary>
    internal static ulong AllocateOrStop()
    {
        if (!TryAllocate(out ulong frame))
        {
            Stop.With("out of memory: no frame left for the machine's own tables"u8);
        }

        return frame;
    }

    internal static void Free(ulong frame)
    {
        *(ulong*)PhysicalMemory.Direct(frame) = s_free;
        s_free = frame;
        s_freeFrames++;
    }

    private static bool TakeFresh(out ulong frame)
    {
        while (s_next >= s_end)
        {
            if (s_range >= MemoryMap.Count)
            {
                frame = NoFrame;
                return false;
            }

            MemoryRange* range = MemoryMap.Range(s_range++);
            s_next = range->Start;
            s_end = range->End;
        }

        frame = s_next;
        s_next += PhysicalMemory.PageSize;
        return true;
    }
}

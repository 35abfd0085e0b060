using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Memory;

/// <summary>The program's demand-zero memory: what mmap, mprotect, madvise and munmap act on. The caller holds the kernel lock.</summary>
internal static unsafe class AddressSpace
{
    /// <summary>Far above the image, so that a stray small offset from it hits nothing.</summary>
    internal const ulong Base = 0x1000_0000_0000;
    internal const ulong Limit = 0x7000_0000_0000;

    private const int AreaFrames = 16;

    private static AreaTable s_areas;

    internal static void Start()
    {
        // The table itself lies behind the program's limit, in pages of its own.
        ulong table = Limit + PhysicalMemory.LargePageSize;
        for (ulong i = 0; i < AreaFrames; i++)
        {
            PageTables.Map(table + (i * PhysicalMemory.PageSize), FrameAllocator.AllocateOrStop(), PageFlags.Data);
        }

        s_areas = new AreaTable((MemoryArea*)table, (int)(AreaFrames * PhysicalMemory.PageSize / (ulong)sizeof(MemoryArea)));
    }

    /// <summary>Reserves address space anywhere; false when there is none left.</summary>
    internal static bool TryReserve(ulong length, uint protection, out ulong start)
    {
        // One page is left free before every area and one behind: a run past either end faults.
        ulong size = PageAlign(length);
        if (!s_areas.TryFindGap(Base, Limit, size + (2 * PhysicalMemory.PageSize), out start))
        {
            return false;
        }

        start += PhysicalMemory.PageSize;
        return s_areas.TrySet(start, start + size, protection);
    }

    /// <summary>Makes a given range fresh demand-zero memory, dropping what was there.</summary>
    internal static bool TryReserveAt(ulong start, ulong length, uint protection)
    {
        ulong end = start + PageAlign(length);
        if (!IsProgramRange(start, end) || !s_areas.TrySet(start, end, protection))
        {
            return false;
        }

        FreePages(start, end);
        return true;
    }

    internal static bool TryRelease(ulong start, ulong length)
    {
        ulong end = start + PageAlign(length);
        if (!IsProgramRange(start, end) || !s_areas.TryClear(start, end))
        {
            return false;
        }

        FreePages(start, end);
        PageTables.FreeEmptyLeafTables(start, end);
        return true;
    }

    /// <summary>Drops the content of a range: it reads as zero again.</summary>
    internal static bool TryDiscard(ulong start, ulong length)
    {
        ulong end = start + PageAlign(length);
        if (!IsProgramRange(start, end) || !s_areas.Covers(start, end))
        {
            return false;
        }

        FreePages(start, end);
        return true;
    }

    /// <summary>Changes what a range allows; its content stays, also while nothing is allowed.</summary>
    internal static bool TryProtect(ulong start, ulong length, uint protection)
    {
        ulong end = start + PageAlign(length);
        if (!IsProgramRange(start, end) || !s_areas.Covers(start, end) || !s_areas.TrySet(start, end, protection))
        {
            return false;
        }

        ChangePages(start, end, Protection.PageFlagsOf(protection, Protection.Read));
        return true;
    }

    /// <summary>Whether an address belongs to an area that allows something.</summary>
    internal static bool IsAccessible(ulong address)
    {
        MemoryArea* area = s_areas.Find(address);
        return area != null && (area->Protection & Protection.Mask) != Protection.None;
    }

    /// <summary>The bounds of the area that holds an address; false when none does.</summary>
    internal static bool TryGetArea(ulong address, out MemoryRange range)
    {
        MemoryArea* area = s_areas.Find(address);
        range = area == null ? default : new MemoryRange { Start = area->Start, End = area->End };
        return area != null;
    }

    /// <summary>Whether a fault at an address is a stack that ran into its guard: near the stack pointer, in no area that allows anything.</summary>
    internal static bool IsStackGuard(ulong address, ulong stackPointer)
    {
        // The first thread's stack is the lowest area of all: its guard lies below the base.
        const ulong Reach = 16 * PhysicalMemory.PageSize;
        ulong distance = address > stackPointer ? address - stackPointer : stackPointer - address;
        return distance < Reach && address >= Base - Reach && address < Limit && !IsAccessible(address);
    }

    /// <summary>Whether the page at an address is in an area, whatever that allows.</summary>
    internal static bool IsReserved(ulong address) => s_areas.Find(address) != null;

    /// <summary>Makes the page at an address allow an access, with a frame if it has none, as far as its area allows it.</summary>
    /// <returns>What came of it; <see cref="PageOutcome.Refused"/> becomes SIGSEGV.</returns>
    internal static PageOutcome TryMakeResident(ulong address, uint access)
    {
        MemoryArea* area = s_areas.Find(address);
        if (area == null || (area->Protection & access) != access)
        {
            return PageOutcome.Refused;
        }

        if (!PageTables.TryLeaf(address, out ulong* entry))
        {
            return PageOutcome.OutOfMemory;
        }

        if ((*entry & PageFlags.FrameMask) == 0)
        {
            if (!FrameAllocator.TryAllocate(out ulong frame))
            {
                return PageOutcome.OutOfMemory;
            }

            *entry = frame | Protection.PageFlagsOf(area->Protection, access);
            return PageOutcome.Resident;
        }

        if (Protection.Allow(*entry, access))
        {
            return PageOutcome.AlreadyResident;
        }

        bool wasPresent = (*entry & PageFlags.Present) != 0;
        *entry = (*entry & PageFlags.FrameMask) | Protection.PageFlagsOf(area->Protection, access);
        Instructions.InvalidatePage(address);
        if (wasPresent)
        {
            CpuRequests.Demand(CpuRequest.FlushTranslations);
        }

        return PageOutcome.Resident;
    }

    private static bool IsProgramRange(ulong start, ulong end) =>
        (start & (PhysicalMemory.PageSize - 1)) == 0 && start >= Base && end > start && end <= Limit;

    /// <summary>Gives every page that has a frame new flags; afterwards no CPU remembers the old ones.</summary>
    private static void ChangePages(ulong start, ulong end, ulong flags)
    {
        ulong present = 0;
        for (ulong page = start; page < end;)
        {
            ulong* entry = PageTables.NextExistingLeaf(ref page);
            if (entry == null)
            {
                continue;
            }

            if ((*entry & PageFlags.FrameMask) != 0)
            {
                present |= *entry & PageFlags.Present;
                *entry = (*entry & PageFlags.FrameMask) | flags;
                Instructions.InvalidatePage(page);
            }

            page += PhysicalMemory.PageSize;
        }

        // The processor keeps no entry that is not present.
        if (present != 0)
        {
            CpuRequests.Demand(CpuRequest.FlushTranslations);
        }
    }

    private static void FreePages(ulong start, ulong end)
    {
        // No frame is given back while some CPU could still write to it by what it remembers: that would be somebody else's memory.
        ChangePages(start, end, PageFlags.Withheld);
        for (ulong page = start; page < end;)
        {
            ulong* entry = PageTables.NextExistingLeaf(ref page);
            if (entry == null)
            {
                continue;
            }

            ulong frame = *entry & PageFlags.FrameMask;
            if (frame != 0)
            {
                *entry = 0;
                FrameAllocator.Free(frame);
            }

            page += PhysicalMemory.PageSize;
        }
    }

    private static ulong PageAlign(ulong length) => (length + PhysicalMemory.PageSize - 1) & ~(PhysicalMemory.PageSize - 1);
}

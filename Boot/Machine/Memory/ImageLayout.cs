using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Memory;

/// <summary>The image as the loader placed it, read off its own program headers. Its addresses are physical ones, too.</summary>
internal static unsafe class ImageLayout
{
    private const uint LoadSegment = 1;
    private const uint Executable = 1;
    private const uint Writable = 2;

    internal static ulong ProgramHeaders => ImageSymbols.Header + *(ulong*)(ImageSymbols.Header + 32);

    internal static uint ProgramHeaderCount => *(ushort*)(ImageSymbols.Header + 56);

    internal static ulong Start => ImageSymbols.Header;

    internal static ulong End { get; private set; }

    /// <summary>Where the text segment lies: addresses that a return address can have.</summary>
    internal static MemoryRange Text { get; private set; }

    /// <summary>Where the writable segment begins; the linker script puts it last.</summary>
    internal static ulong WritableStart { get; private set; }

    /// <summary>Whether a range lies inside the image, its last byte included.</summary>
    internal static bool Contains(ulong first, ulong last) => first >= Start && last < End;

    /// <summary>Finds the image's end, its text and its data.</summary>
    internal static void Measure()
    {
        for (uint i = 0; i < ProgramHeaderCount; i++)
        {
            SegmentHeader* segment = (SegmentHeader*)(ProgramHeaders + (i * (ulong)sizeof(SegmentHeader)));
            if (segment->Type != LoadSegment)
            {
                continue;
            }

            ulong end = segment->Address + segment->MemorySize;
            End = end > End ? end : End;
            if ((segment->Flags & Writable) != 0)
            {
                WritableStart = segment->Address;
            }

            if ((segment->Flags & Executable) != 0)
            {
                Text = new MemoryRange { Start = segment->Address, End = end };
            }
        }
    }

    /// <summary>Maps each segment with the rights its header states, and leaves the boot stack's guard page out.</summary>
    internal static void MapSegments()
    {
        for (uint i = 0; i < ProgramHeaderCount; i++)
        {
            SegmentHeader* segment = (SegmentHeader*)(ProgramHeaders + (i * (ulong)sizeof(SegmentHeader)));
            if (segment->Type != LoadSegment)
            {
                continue;
            }

            bool executable = (segment->Flags & Executable) != 0;
            bool writable = (segment->Flags & Writable) != 0;
            if (executable && writable)
            {
                Stop.With("the image has a segment that is writable and executable"u8);
            }

            ulong flags = executable ? PageFlags.Code : writable ? PageFlags.Data : PageFlags.ReadOnly;
            ulong end = segment->Address + segment->MemorySize;
            for (ulong page = segment->Address & ~(PhysicalMemory.PageSize - 1); page < end; page += PhysicalMemory.PageSize)
            {
                if (page != ImageSymbols.BootStackGuard)
                {
                    PageTables.Map(page, page, flags);
                }
            }
        }
    }

    /// <summary>
    /// Changes the rights of image pages, as the runtime does around the one write to its stack cookie among the constants; false
    /// for text, which never changes.
    /// </summary>
    internal static bool TryProtect(ulong start, ulong end, uint protection)
    {
        bool touchesText = start < Text.End && end > Text.Start;
        if (touchesText || (protection & Protection.Execute) != 0)
        {
            return false;
        }

        for (ulong page = start & ~(PhysicalMemory.PageSize - 1); page < end; page += PhysicalMemory.PageSize)
        {
            if (page != ImageSymbols.BootStackGuard)
            {
                PageTables.Map(page, page, Protection.PageFlagsOf(protection, Protection.Read));
                Instructions.InvalidatePage(page);
            }
        }

        CpuRequests.Demand(CpuRequest.FlushTranslations);
        return true;
    }

    private struct SegmentHeader
    {
        internal uint Type;
        internal uint Flags;
        internal ulong Offset;
        internal ulong Address;
        internal ulong PhysicalAddress;
        internal ulong FileSize;
        internal ulong MemorySize;
        internal ulong Alignment;
    }
}

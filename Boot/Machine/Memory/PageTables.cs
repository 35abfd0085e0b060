using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Memory;

/// <summary>The one set of four-level page tables. The caller holds the kernel lock.</summary>
internal static unsafe class PageTables
{
    private const int TopShift = 39;
    private const int LeafShift = 12;
    private const int LevelBits = 9;
    private const int EntriesPerTable = 512;
    private const ulong IndexMask = 511;

    /// <summary>The physical address of the topmost table.</summary>
    internal static ulong Root { get; private set; }

    /// <summary>Starts an empty set of tables, not yet in force.</summary>
    internal static void Start() => Root = FrameAllocator.AllocateOrStop();

    /// <summary>Puts the tables in force on this CPU, which forgets all that it knew of them.</summary>
    internal static void Load() => Instructions.WritePageTableBase(Root);

    internal static void Map(ulong address, ulong physical, ulong flags) => *Leaf(address, LeafShift) = physical | flags;

    /// <summary>Maps 2 MiB at once; both addresses are multiples of that.</summary>
    internal static void MapLarge(ulong address, ulong physical, ulong flags) =>
        *Leaf(address, LeafShift + LevelBits) = physical | flags | PageFlags.Large;

    internal static void Unmap(ulong address)
    {
        *Leaf(address, LeafShift) = 0;
        Instructions.InvalidatePage(address);
    }

    /// <summary>The entry of a page, its tables made where they lack; false when memory is used up.</summary>
    internal static bool TryLeaf(ulong address, out ulong* entry)
    {
        ulong* table = (ulong*)PhysicalMemory.Direct(Root);
        for (int shift = TopShift; shift > LeafShift; shift -= LevelBits)
        {
            ulong* next = &table[(address >> shift) & IndexMask];
            if ((*next & PageFlags.Present) == 0)
            {
                if (!FrameAllocator.TryAllocate(out ulong frame))
                {
                    entry = null;
                    return false;
                }

                *next = frame | PageFlags.Table;
            }

            table = (ulong*)PhysicalMemory.Direct(*next & PageFlags.FrameMask);
        }

        entry = &table[(address >> LeafShift) & IndexMask];
        return true;
    }

    /// <summary>
    /// The entry of the page at <paramref name="address"/> if its tables exist; else null, and <paramref name="address"/> moves
    /// to the first page that other tables hold.
    /// </summary>
    internal static ulong* NextExistingLeaf(ref ulong address)
    {
        ulong* table = (ulong*)PhysicalMemory.Direct(Root);
        for (int shift = TopShift; shift > LeafShift; shift -= LevelBits)
        {
            ulong next = table[(address >> shift) & IndexMask];
            if ((next & PageFlags.Present) == 0)
            {
                ulong span = 1UL << shift;
                address = (address + span) & ~(span - 1);
                return null;
            }

            table = (ulong*)PhysicalMemory.Direct(next & PageFlags.FrameMask);
        }

        return &table[(address >> LeafShift) & IndexMask];
    }

    /// <summary>Whether an address can be read without a fault.</summary>
    internal static bool IsPresent(ulong address) => Allows(address, Protection.Read);

    /// <summary>Whether an access to an address succeeds without a fault.</summary>
    internal static bool Allows(ulong address, uint access)
    {
        if (!IsCanonical(address))
        {
            return false;
        }

        ulong* table = (ulong*)PhysicalMemory.Direct(Root);
        for (int shift = TopShift; ; shift -= LevelBits)
        {
            ulong entry = table[(address >> shift) & IndexMask];
            if (shift == LeafShift || (entry & (PageFlags.Large | PageFlags.Present)) != PageFlags.Present)
            {
                return Protection.Allow(entry, access);
            }

            table = (ulong*)PhysicalMemory.Direct(entry & PageFlags.FrameMask);
        }
    }

    /// <summary>Whether the processor takes a number for an address at all: bits 63 to 47 are alike.</summary>
    internal static bool IsCanonical(ulong address) => (ulong)((long)(address << 16) >> 16) == address;

    /// <summary>
    /// Gives back the last-level tables of a range that hold nothing any more. The tables above them stay: they are one for each
    /// gibibyte, and the next mapping there uses them again.
    /// </summary>
    internal static void FreeEmptyLeafTables(ulong start, ulong end)
    {
        const ulong Span = 1UL << (LeafShift + LevelBits);
        for (ulong address = start & ~(Span - 1); address < end;)
        {
            ulong place = address;
            if (NextExistingLeaf(ref address) == null)
            {
                continue;
            }

            ulong* entry = Leaf(place, LeafShift + LevelBits);
            if (IsEmpty((ulong*)PhysicalMemory.Direct(*entry & PageFlags.FrameMask)))
            {
                ulong frame = *entry & PageFlags.FrameMask;
                *entry = 0;

                // Processors keep entries of this level, too; any page of the span makes this one forget them.
                Instructions.InvalidatePage(place);
                CpuRequests.Demand(CpuRequest.FlushTables);
                FrameAllocator.Free(frame);
            }

            address = place + Span;
        }
    }

    private static bool IsEmpty(ulong* table)
    {
        for (int i = 0; i < EntriesPerTable; i++)
        {
            if (table[i] != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong* Leaf(ulong address, int leafShift)
    {
        ulong* table = (ulong*)PhysicalMemory.Direct(Root);
        for (int shift = TopShift; shift > leafShift; shift -= LevelBits)
        {
            ulong* next = &table[(address >> shift) & IndexMask];
            if ((*next & PageFlags.Present) == 0)
            {
                *next = FrameAllocator.AllocateOrStop() | PageFlags.Table;
            }

            table = (ulong*)PhysicalMemory.Direct(*next & PageFlags.FrameMask);
        }

        return &table[(address >> leafShift) & IndexMask];
    }
}

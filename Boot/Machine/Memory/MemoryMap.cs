namespace XenGuest.Machine.Memory;

/// <summary>The RAM that Machine may use: what Xen reports as RAM, less the image and what the loader put beside it.</summary>
internal static unsafe class MemoryMap
{
    /// <summary>Below 1 MiB stand the loader's tables and, on a dom0, the machine's firmware areas.</summary>
    internal const ulong LowestUsable = 0x10_0000;

    internal const int Capacity = 64;

    private static MemoryMapStorage s_storage;
    private static int s_count;

    internal static int Count => s_count;

    internal static MemoryRange* Range(int index)
    {
        fixed (ulong* words = s_storage.Words)
        {
            return (MemoryRange*)words + index;
        }
    }

    /// <summary>Adds RAM; parts of pages, and what lies below 1 MiB, are left out. A full map drops the range.</summary>
    internal static void Add(ulong start, ulong length)
    {
        if (length > ulong.MaxValue - start)
        {
            return;
        }

        ulong from = (start + PhysicalMemory.PageSize - 1) & ~(PhysicalMemory.PageSize - 1);
        ulong to = (start + length) & ~(PhysicalMemory.PageSize - 1);
        from = from < LowestUsable ? LowestUsable : from;
        if (from < to && s_count < Capacity)
        {
            Append(from, to);
        }
    }

    /// <summary>Takes a range out, whole pages around it; a hole in the middle makes two ranges of one.</summary>
    internal static void Exclude(ulong start, ulong end)
    {
        start &= ~(PhysicalMemory.PageSize - 1);
        end = (end + PhysicalMemory.PageSize - 1) & ~(PhysicalMemory.PageSize - 1);
        for (int i = 0; i < s_count; i++)
        {
            MemoryRange* range = Range(i);
            if (end <= range->Start || start >= range->End)
            {
                continue;
            }

            ulong tail = range->End;
            range->End = start > range->Start ? start : range->Start;
            if (tail > end && s_count < Capacity)
            {
                InsertBehind(i, end, tail);
            }
        }
    }

    /// <summary>Whether the frame of a number is RAM that Machine may use.</summary>
    internal static bool Contains(ulong number)
    {
        for (int i = 0; i < s_count; i++)
        {
            MemoryRange* range = Range(i);
            if (number >= range->Start / PhysicalMemory.PageSize && number < range->End / PhysicalMemory.PageSize)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Bytes of RAM in the map.</summary>
    internal static ulong TotalBytes()
    {
        ulong total = 0;
        for (int i = 0; i < s_count; i++)
        {
            MemoryRange* range = Range(i);
            total += range->IsEmpty ? 0 : range->End - range->Start;
        }

        return total;
    }

    /// <summary>The order stays: low memory is handed out first, for the boot tables reach only 4 GiB.</summary>
    private static void InsertBehind(int index, ulong start, ulong end)
    {
        for (int i = s_count; i > index + 1; i--)
        {
            *Range(i) = *Range(i - 1);
        }

        Range(index + 1)->Start = start;
        Range(index + 1)->End = end;
        s_count++;
    }

    private static void Append(ulong start, ulong end)
    {
        MemoryRange* range = Range(s_count);
        range->Start = start;
        range->End = end;
        s_count++;
    }

    private struct MemoryMapStorage
    {
        internal fixed ulong Words[Capacity * 2];
    }
}

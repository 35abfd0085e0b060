namespace XenGuest.Machine.Memory;

/// <summary>The areas of an address space, sorted and without overlap; neighbours of equal protection are one area.</summary>
/// <remarks>Pure bookkeeping over memory the caller gives: no page is touched here, so the same code is tested on a host.</remarks>
internal unsafe struct AreaTable
{
    private readonly MemoryArea* _areas;
    private readonly int _capacity;

    internal AreaTable(MemoryArea* areas, int capacity)
    {
        _areas = areas;
        _capacity = capacity;
        Count = 0;
    }

    internal int Count { get; private set; }

    internal readonly MemoryArea* this[int index] => &_areas[index];

    /// <summary>The area that holds an address, or null.</summary>
    internal readonly MemoryArea* Find(ulong address)
    {
        int index = FirstEndingAfter(address);
        return index < Count && _areas[index].Start <= address ? &_areas[index] : null;
    }

    /// <summary>The lowest gap of a size at or above <paramref name="from"/> that ends before <paramref name="limit"/>.</summary>
    internal readonly bool TryFindGap(ulong from, ulong limit, ulong size, out ulong start)
    {
        start = from;
        for (int i = FirstEndingAfter(from); i < Count; i++)
        {
            if (_areas[i].Start >= start && _areas[i].Start - start >= size)
            {
                break;
            }

            start = _areas[i].End;
        }

        return start <= limit && limit - start >= size;
    }

    /// <summary>Tells whether every address of a range is in some area.</summary>
    internal readonly bool Covers(ulong start, ulong end)
    {
        for (int i = FirstEndingAfter(start); start < end; i++)
        {
            if (i >= Count || _areas[i].Start > start)
            {
                return false;
            }

            start = _areas[i].End;
        }

        return true;
    }

    /// <summary>Makes a range one area, whatever was there; false (and nothing changed) when the table is full.</summary>
    internal bool TrySet(ulong start, ulong end, uint protection)
    {
        // At worst one area is cut in two and a third comes between.
        if (Count + 2 > _capacity)
        {
            return false;
        }

        _ = TryClear(start, end);

        int index = FirstEndingAfter(start);
        bool joinsBefore = index > 0 && _areas[index - 1].End == start && _areas[index - 1].Protection == protection;
        bool joinsAfter = index < Count && _areas[index].Start == end && _areas[index].Protection == protection;
        if (joinsBefore && joinsAfter)
        {
            _areas[index - 1].End = _areas[index].End;
            RemoveAt(index, 1);
        }
        else if (joinsBefore)
        {
            _areas[index - 1].End = end;
        }
        else if (joinsAfter)
        {
            _areas[index].Start = start;
        }
        else
        {
            InsertAt(index, start, end, protection);
        }

        return true;
    }

    /// <summary>Takes a range out of every area; false (and nothing changed) when a split would need a row more than there is.</summary>
    internal bool TryClear(ulong start, ulong end)
    {
        int first = FirstEndingAfter(start);
        if (first < Count && _areas[first].Start < start && _areas[first].End > end)
        {
            if (Count == _capacity)
            {
                return false;
            }

            InsertAt(first, _areas[first].Start, start, _areas[first].Protection);
            _areas[first + 1].Start = end;
            return true;
        }

        if (first < Count && _areas[first].Start < start)
        {
            _areas[first].End = start;
            first++;
        }

        int last = first;
        while (last < Count && _areas[last].End <= end)
        {
            last++;
        }

        if (last < Count && _areas[last].Start < end)
        {
            _areas[last].Start = end;
        }

        RemoveAt(first, last - first);
        return true;
    }

    /// <summary>Index of the first area that ends after an address: the one that holds it, or the next.</summary>
    private readonly int FirstEndingAfter(ulong address)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_areas[middle].End <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void InsertAt(int index, ulong start, ulong end, uint protection)
    {
        for (int i = Count; i > index; i--)
        {
            _areas[i] = _areas[i - 1];
        }

        _areas[index].Start = start;
        _areas[index].End = end;
        _areas[index].Protection = protection;
        Count++;
    }

    private void RemoveAt(int index, int count)
    {
        if (count == 0)
        {
            return;
        }

        for (int i = index; i + count < Count; i++)
        {
            _areas[i] = _areas[i + count];
        }

        Count -= count;
    }
}

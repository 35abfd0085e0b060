using System.Collections.Generic;

namespace XenGuest.Machine.Tests.Memory;

/// <summary>What an area table means, in the plainest form: the protection of each place, or none.</summary>
internal sealed class AreaModel(int places)
{
    private readonly uint?[] _places = new uint?[places];

    public uint? this[int place] => _places[place];

    public void Set(int start, int end, uint? protection)
    {
        for (int i = start; i < end; i++)
        {
            _places[i] = protection;
        }
    }

    public bool Covers(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (_places[i] is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The lowest run of free places of a length, or null.</summary>
    public int? Gap(int from, int limit, int length)
    {
        for (int start = from; start + length <= limit; start++)
        {
            bool free = true;
            for (int i = start; i < start + length; i++)
            {
                free &= _places[i] is null;
            }

            if (free)
            {
                return start;
            }
        }

        return null;
    }

    /// <summary>The areas as rows: start, end, protection; neighbours that are alike are one.</summary>
    public List<(int Start, int End, uint Protection)> Rows()
    {
        List<(int Start, int End, uint Protection)> rows = [];
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i] is not uint protection)
            {
                continue;
            }

            if (rows.Count > 0 && rows[^1].End == i && rows[^1].Protection == protection)
            {
                rows[^1] = (rows[^1].Start, i + 1, protection);
            }
            else
            {
                rows.Add((i, i + 1, protection));
            }
        }

        return rows;
    }
}

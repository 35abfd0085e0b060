using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>What callgrind counted in the regions of a program: a dump for each region.</summary>
internal sealed class InstructionCounts
{
    private const string NameMark = "desc: Trigger: Client Request: ";
    private const string TotalMark = "totals: ";

    private readonly Dictionary<string, long> _regions = [];

    /// <summary>The instructions of a region.</summary>
    /// <exception cref="XgException">There is no such region.</exception>
    public long this[string region] => _regions.TryGetValue(region, out long count) ? count : throw new XgException($"callgrind counted nothing for {region}");

    /// <summary>Reads every dump in a folder.</summary>
    public static InstructionCounts ReadFolder(string folder)
    {
        InstructionCounts counts = new();
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            counts.Read(File.ReadLines(file));
        }

        return counts;
    }

    /// <summary>Takes one dump; one that no region ended is left out.</summary>
    public void Read(IEnumerable<string> dump)
    {
        string? name = null;
        foreach (string line in dump)
        {
            if (line.StartsWith(NameMark, StringComparison.Ordinal))
            {
                name = line[NameMark.Length..];
            }
            else if (name is not null && line.StartsWith(TotalMark, StringComparison.Ordinal))
            {
                _regions[name] = long.Parse(line.AsSpan(TotalMark.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }
    }
}

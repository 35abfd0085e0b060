using System;
using System.Collections.Generic;

namespace XenGuest.Xg.Rig;

/// <summary>What a guest has said so far: its lines, with names behind their addresses, and its verdict.</summary>
internal sealed class GuestConsole
{
    private readonly Backtrace _backtrace;
    private readonly Action<string> _line;
    private readonly List<string> _lines = [];

    /// <summary>For one guest.</summary>
    /// <param name="image">Has the names.</param>
    /// <param name="line">Takes each line as it comes, its addresses named.</param>
    public GuestConsole(GuestImage image, Action<string> line)
    {
        _backtrace = new Backtrace(image.Symbols, image.LoadAddress);
        _line = line;
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The most severe verdict so far, of equal ones the first; null where there is none.</summary>
    public VerdictLine? Verdict { get; private set; }

    /// <summary>A line in whose middle a verdict stands, where it does not count; null where there is none.</summary>
    public string? VerdictInLine { get; private set; }

    /// <summary>Takes the next line.</summary>
    public void Read(string line)
    {
        string named = _backtrace.Name(line);
        _lines.Add(named);
        if (VerdictLine.Parse(line) is VerdictLine verdict && (Verdict is null || verdict.Verdict > Verdict.Value.Verdict))
        {
            Verdict = verdict;
        }
        else if (VerdictLine.StandsWithin(line))
        {
            VerdictInLine = line;
        }

        _line(named);
    }
}

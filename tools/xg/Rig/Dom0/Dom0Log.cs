using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>What Xen and dom0's Linux write on the machine's console, and whether one of them broke.</summary>
internal sealed partial class Dom0Log
{
    private const string LinuxPanic = "Kernel panic - not syncing";
    private const int LinesOfComplaint = 8;

    private readonly Lock _lock = new();
    private readonly XenLog _xenLog = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _xenLines = [];
    private readonly Action<string> _line;
    private string? _linuxCrash;

    /// <summary>Makes a log.</summary>
    /// <param name="line">Takes each line as it comes.</param>
    public Dom0Log(Action<string> line)
    {
        _line = line;
    }

    /// <summary>How Xen or Linux broke; null while neither did.</summary>
    public string? Crash => _linuxCrash ?? _xenLog.Crash;

    /// <summary>Whether Xen has stopped for good while QEMU runs on.</summary>
    public bool HasStopped => _xenLog.HasStopped || _linuxCrash is not null;

    /// <summary>Whether Xen wrote anything at all.</summary>
    public bool HasSpoken => _xenLog.HasSpoken;

    /// <summary>Xen's lines so far.</summary>
    public IReadOnlyList<string> XenLines
    {
        get
        {
            lock (_lock)
            {
                return [.. _xenLines];
            }
        }
    }

    /// <summary>The last lines of all, of its first program's complaint where it made one.</summary>
    public string LastLines
    {
        get
        {
            lock (_lock)
            {
                string[] complaint = [.. _lines.Where(static line => line.StartsWith(Dom0Layout.ConsolePrefix, StringComparison.Ordinal))];
                return string.Join('\n', (complaint.Length > 0 ? complaint : [.. _lines.Where(static line => line.Length > 0)]).TakeLast(LinesOfComplaint));
            }
        }
    }

    /// <summary>Takes the next line of Xen's.</summary>
    public void ReadXen(string line)
    {
        lock (_lock)
        {
            _xenLines.Add(line);
            _lines.Add(line);
            if (!OfGuest().IsMatch(line))
            {
                _xenLog.Read(line);
            }
        }

        _line(line);
    }

    /// <summary>Takes the next line of Linux's, or of a program's on its console.</summary>
    public void ReadLinux(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }

        int panic = line.IndexOf(LinuxPanic, StringComparison.Ordinal);
        if (panic >= 0)
        {
            _linuxCrash ??= $"dom0's Linux panicked: {line[panic..]}";
        }

        _line(line);
    }

    // What Xen says of a guest that broke is that guest's, and dom0 runs on.
    [GeneratedRegex(@"\bd[1-9][0-9]*v[0-9]+\b|domain_crash")]
    private static partial Regex OfGuest();
}

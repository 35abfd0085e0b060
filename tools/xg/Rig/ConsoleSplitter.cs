using System;
using System.Collections.Generic;
using System.Text;

namespace XenGuest.Xg.Rig;

/// <summary>Separates the guest's console from Xen's own log: both leave the machine through one serial port.</summary>
/// <remarks>Xen writes its log in whole lines that begin with "(XEN) [time] ", but at any moment, in the middle of a line of the guest too. What comes
/// before the first such line is the banner of Xen and of the firmware. Lines end in CR LF, as Xen's serial driver writes them.</remarks>
internal sealed class ConsoleSplitter
{
    /// <summary>A line longer than this is given on in pieces.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly Action<string> _guestLine;
    private readonly Action<string> _xenLine;
    private readonly List<byte> _line = [];
    private readonly List<byte> _guest = [];
    private bool _xenHasSpoken;

    /// <summary>Makes a splitter.</summary>
    /// <param name="guestLine">Takes each line of the guest.</param>
    /// <param name="xenLine">Takes each line of Xen's log.</param>
    public ConsoleSplitter(Action<string> guestLine, Action<string> xenLine)
    {
        _guestLine = guestLine;
        _xenLine = xenLine;
    }

    /// <summary>Takes what the serial port gave next, cut anywhere.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value == (byte)'\n')
            {
                EndLine(isWhole: true);
            }
            else
            {
                _line.Add(value);
                if (_line.Count >= LongestLine)
                {
                    EndLine(isWhole: false);
                }
            }
        }
    }

    /// <summary>Gives on what stands without an end of line: nothing more will come.</summary>
    public void Complete()
    {
        if (XenLogPrefix.FindCutOff(_line) is int cutOff)
        {
            _line.RemoveRange(cutOff, _line.Count - cutOff);
        }

        if (_line.Count > 0)
        {
            EndLine(isWhole: false);
        }

        if (_guest.Count > 0)
        {
            FlushGuest();
        }
    }

    private void EndLine(bool isWhole)
    {
        if (isWhole && _line.Count > 0 && _line[^1] == (byte)'\r')
        {
            _line.RemoveAt(_line.Count - 1);
        }

        if (XenLogPrefix.Find(_line) is int xenAt)
        {
            _xenHasSpoken = true;
            _guest.AddRange(_line[..xenAt]);
            _xenLine(Text(_line[xenAt..]));
        }
        else if (!_xenHasSpoken)
        {
            _xenLine(Text(_line));
        }
        else
        {
            _guest.AddRange(_line);
            if (isWhole || _guest.Count >= LongestLine)
            {
                FlushGuest();
            }
        }

        _line.Clear();
    }

    private void FlushGuest()
    {
        string text = Text(_guest);
        _guest.Clear();
        _guestLine(text);
    }

    private static string Text(List<byte> bytes) => Encoding.UTF8.GetString([.. bytes]);
}

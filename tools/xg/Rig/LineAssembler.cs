using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace XenGuest.Xg.Rig;

/// <summary>Makes lines of bytes that come cut anywhere. Lines end in LF, or CR LF.</summary>
internal sealed class LineAssembler
{
    private readonly Action<string> _line;
    private readonly List<byte> _bytes = [];

    /// <summary>Makes an assembler.</summary>
    /// <param name="line">Takes each line.</param>
    public LineAssembler(Action<string> line)
    {
        _line = line;
    }

    /// <summary>Takes what came next.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value != (byte)'\n')
            {
                _bytes.Add(value);
            }

            if (value == (byte)'\n' || _bytes.Count >= ConsoleSplitter.LongestLine)
            {
                Flush();
            }
        }
    }

    /// <summary>Gives on what stands without an end of line: nothing more will come.</summary>
    public void Complete()
    {
        if (_bytes.Count > 0)
        {
            Flush();
        }
    }

    private void Flush()
    {
        ReadOnlySpan<byte> line = CollectionsMarshal.AsSpan(_bytes);
        string text = Encoding.UTF8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
        _bytes.Clear();
        _line(text);
    }
}

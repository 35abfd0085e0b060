using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace XenGuest.Xg.Rig;

/// <summary>How a line of Xen's log begins with console_timestamps=boot: <c>(XEN) [    1.502524] </c>, or the raw counter before Xen knows the time.</summary>
internal static class XenLogPrefix
{
    private const int LongestTime = 24;

    private static readonly SearchValues<byte> s_time = SearchValues.Create(" .0123456789abcdef"u8);

    private static ReadOnlySpan<byte> Opening => "(XEN) ["u8;

    /// <summary>Where in a line Xen's part begins.</summary>
    /// <returns>The index of the prefix; null where the line is the guest's alone.</returns>
    public static int? Find(List<byte> line)
    {
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(line);
        int start = 0;
        while (true)
        {
            int found = bytes[start..].IndexOf(Opening);
            if (found < 0)
            {
                return null;
            }

            if (IsTime(bytes[(start + found + Opening.Length)..]))
            {
                return start + found;
            }

            start += found + 1;
        }
    }

    /// <summary>Where a prefix begins that the end of everything cuts off.</summary>
    /// <returns>The index of its beginning; null where the line does not end in one.</returns>
    public static int? FindCutOff(List<byte> line)
    {
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(line);
        int start = bytes.LastIndexOf(Opening[0]);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes[start..];
        bool isCutOff = rest.Length <= Opening.Length
            ? Opening.StartsWith(rest)
            : rest.StartsWith(Opening) && rest.Length <= Opening.Length + LongestTime && rest[Opening.Length..].IndexOfAnyExcept(s_time) < 0;
        return isCutOff ? start : null;
    }

    private static bool IsTime(ReadOnlySpan<byte> bytes)
    {
        int end = bytes[..Math.Min(bytes.Length, LongestTime)].IndexOf((byte)']');
        return end > 0 && bytes[..end].IndexOfAnyExcept(s_time) < 0;
    }
}

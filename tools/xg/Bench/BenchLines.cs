using System;
using System.Collections.Generic;
using System.Text.Json;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>Measures as a guest, or a program on the host, prints them: each on a line of its own after <c>bench: </c>, as an object of the table.</summary>
internal static class BenchLines
{
    private const string RowMark = "bench: ";

    /// <summary>The measures among some lines.</summary>
    /// <exception cref="XgException">A line is no such object.</exception>
    public static IEnumerable<BenchRow> Rows(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (line.StartsWith(RowMark, StringComparison.Ordinal))
            {
                yield return Row(line);
            }
        }
    }

    private static BenchRow Row(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<BenchRow>(line[RowMark.Length..]) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new XgException($"a measure was printed that is none: {line}");
        }
    }
}

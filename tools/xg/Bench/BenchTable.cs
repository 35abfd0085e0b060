using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spectre.Console;

namespace XenGuest.Xg.Bench;

/// <summary>The measures of one run.</summary>
internal sealed class BenchTable
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    private readonly List<BenchRow> _rows = [];

    /// <summary>The measures, in the order in which they came.</summary>
    public IReadOnlyList<BenchRow> Rows => _rows;

    public void Add(BenchRow row) => _rows.Add(row);

    /// <summary>Prints the table to standard output.</summary>
    public void Print()
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn("what");
        table.AddColumn("unit");
        table.AddColumn(new TableColumn("ours").RightAligned());
        table.AddColumn(new TableColumn("peer").RightAligned());
        table.AddColumn(new TableColumn("ratio").RightAligned());
        foreach (BenchRow row in _rows)
        {
            table.AddRow(Markup.Escape(row.What), Markup.Escape(row.Unit), Text(row.Ours), Text(row.Peer), Text(row.Ratio));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Writes the rows as an array of objects.</summary>
    public async Task WriteAsync(string file, CancellationToken cancellation) =>
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(_rows, s_format) + "\n", cancellation).ConfigureAwait(false);

    /// <summary>The middle one of some figures, or the mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static double Median(IReadOnlyCollection<double> figures)
    {
        if (figures.Count == 0)
        {
            throw new ArgumentException("a median needs a figure", nameof(figures));
        }

        double[] sorted = [.. figures];
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static string Text(double? figure) => figure?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using XenGuest.Conformance.Seeds;

namespace XenGuest.Conformance.Tests.Seeds;

/// <summary>The table of tests/conformance/SEEDS.md: a row for each case, a column for each Xen and each set of rules of the model.</summary>
internal sealed class SeedsTable
{
    /// <summary>What stands where a case cannot be played.</summary>
    public const string NotPlayed = "–";

    /// <summary>Set to 1, tests write the table instead of reading it.</summary>
    public const string RefreshVariable = "XENGUEST_REFRESH_GOLDENS";

    /// <summary>Stands for the answer of the column to its left.</summary>
    private const string Same = "=";

    private const int WordColumns = 3;
    private const string Before = "<!-- cases -->";
    private const string Behind = "<!-- end of cases -->";

    private readonly string _file;
    private readonly List<string[]> _rows;

    private SeedsTable(string file, List<string[]> rows)
    {
        _file = file;
        _rows = rows;
    }

    /// <summary>The columns behind number, document and text.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["Xen 4.17", "Xen 4.20", "model 4.17", "model 4.20", "model 4.21"];

    public static bool IsRefreshed => Environment.GetEnvironmentVariable(RefreshVariable) == "1";

    /// <summary>Number, document and text of each row.</summary>
    public IEnumerable<string> Cases => _rows.Select(static row => string.Join(" | ", row.Take(WordColumns)));

    /// <summary>Number, document and text of each case that there is.</summary>
    public static IReadOnlyList<string> AllCases { get; } =
    [
        .. SeedCases.All.Select(static one => $"{one.Number} | {one.Seed} | {one.Says}"),
        .. DomainCases.All.Select(static one => $"{one.Number} | {one.Seed} | {one.Says}"),
    ];

    /// <summary>Reads the table.</summary>
    public static SeedsTable Read()
    {
        string file = FindFile();
        IEnumerable<string> lines = File.ReadLines(file).SkipWhile(static line => line != Before).Skip(1).TakeWhile(static line => line != Behind);
        return new SeedsTable(file, [.. lines.Skip(2).Select(ReadRow)]);
    }

    /// <summary>The answers in one column, by case.</summary>
    public IReadOnlyDictionary<int, string> Column(string name) => _rows.ToDictionary(
        static row => int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture), row => row[PlaceOf(name)]);

    /// <summary>Writes a column; cases that the table lacks are added, those that are gone are dropped.</summary>
    public void Write(string name, IEnumerable<(string Case, string Answer)> answers)
    {
        List<string[]> rows = [];
        foreach ((string text, string answer) in answers)
        {
            string[] words = text.Split(" | ");

            // A case keeps its answers when its number changes.
            string[]? old = _rows.Find(row => row.Take(WordColumns).Skip(1).SequenceEqual(words.Skip(1)));
            string[] row = [.. words, .. old?.Skip(WordColumns) ?? Columns.Select(static _ => NotPlayed)];
            row[PlaceOf(name)] = answer;
            rows.Add(row);
        }

        _rows.Clear();
        _rows.AddRange(rows);
        Save();
    }

    private static string FindFile()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "XenGuest.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new InvalidOperationException("The tests run outside of the checkout."), "tests", "conformance", "SEEDS.md");
    }

    private static string[] ReadRow(string line)
    {
        string[] cells = [.. line.Split('|')[1..^1].Select(static cell => cell.Trim())];
        for (int place = WordColumns + 1; place < cells.Length; place++)
        {
            cells[place] = cells[place] == Same ? cells[place - 1] : cells[place];
        }

        return cells;
    }

    private static string WriteRow(string[] cells) => Line(
    [
        .. cells.Select((cell, place) => place > WordColumns && cell == cells[place - 1] && cell != NotPlayed ? Same : cell),
    ]);

    private static int PlaceOf(string column) => WordColumns + Columns.ToList().IndexOf(column);

    private void Save()
    {
        string text = File.ReadAllText(_file);
        StringBuilder table = new($"{Before}\n");
        string[] head = ["#", "seed", "says", .. Columns];
        table.AppendLine(Line(head)).AppendLine(Line([.. head.Select(static _ => "---")]));
        _rows.ForEach(row => table.AppendLine(WriteRow(row)));
        int from = text.IndexOf(Before, StringComparison.Ordinal);
        int to = text.IndexOf(Behind, StringComparison.Ordinal);
        File.WriteAllText(_file, text[..from] + table + text[to..]);
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
}

using System;
using System.Collections.Generic;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using XenGuest.Hypercall.Tests;

namespace XenGuest.Abi.Tests;

/// <summary>The golden files: lines <c>name = value</c>, and comments from <c>#</c> on.</summary>
/// <remarks>
/// They change only by <c>XENGUEST_REFRESH_GOLDENS=1 dotnet test tests/XenGuest.Abi.Tests</c>, which asks the installed
/// headers. For the file of what is not in Xen 4.17's headers it also takes
/// <c>XENGUEST_XEN_HEADERS=/path/of/xen.git/xen/include/public</c>, at the commit that its lines name; its lines from
/// other origins than xen.git are facts without headers to compile, kept by hand.
/// </remarks>
internal static partial class GoldenLayout
{
    private const string OriginOfHeaders = "xen.git";

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyDictionary<string, string>>> s_files = [];

    /// <summary>What the headers of Xen 4.17 say to guests of a width.</summary>
    public static IReadOnlyDictionary<string, string> OfWidth(int width)
    {
        string file = width == 64 ? "layout.x86_64.txt" : "layout.x86_32.txt";
        return Load(file, () => File.WriteAllText(Repository.Golden(file), FromHeaders(width)));
    }

    /// <summary>What newer headers say, and the headers of other guests; each line names its source.</summary>
    public static IReadOnlyDictionary<string, string> FromElsewhere()
    {
        const string File = "layout.not-in-4.17.txt";
        return Load(File, () => RefreshElsewhere(Repository.Golden(File)));
    }

    /// <summary>Compiles the installed headers and gives the text that the golden file of a width should be.</summary>
    public static string FromHeaders(int width)
    {
        List<AbiRow> rows = [.. AbiMirror.Rows(width)];
        IReadOnlyList<string> texts = XenHeaders.Installed.Evaluate(rows, width);
        StringBuilder golden = new();
        golden.AppendLine($"# Xen's public ABI as gcc -m{width} sees it in the headers of Debian's libxen-dev (Xen 4.17).");
        golden.AppendLine("# Refresh: XENGUEST_REFRESH_GOLDENS=1 dotnet test tests/XenGuest.Abi.Tests");
        string header = "";
        foreach ((AbiRow row, string text) in rows.Zip(texts))
        {
            if (row.Header != header)
            {
                header = row.Header;
                golden.AppendLine().AppendLine($"# {header}");
            }

            golden.AppendLine($"{row.Key} = {text}");
        }

        return golden.ToString();
    }

    /// <summary>The class of each virtual interrupt, as the comments of xen.h have it: V, D or G.</summary>
    public static IEnumerable<(string Name, string Class)> ClassesIn(string xenHeader)
        => VirtualInterruptLine().Matches(xenHeader).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"^#define\s+(VIRQ_\w+)\s+\d+\s*/\*\s*([VDG])\.", RegexOptions.Multiline)]
    private static partial Regex VirtualInterruptLine();

    private static void RefreshElsewhere(string file)
    {
        string? folder = Environment.GetEnvironmentVariable("XENGUEST_XEN_HEADERS");
        if (folder is null)
        {
            return;
        }

        XenHeaders headers = new(folder);
        List<AbiRow> rows = [.. AbiMirror.RowsFromElsewhere()
            .Where(row => row.Origin!.StartsWith(OriginOfHeaders, StringComparison.Ordinal))];
        StringBuilder golden = new();
        foreach (string line in File.ReadAllLines(file)
            .Where(line => !line.Contains($"# {OriginOfHeaders}", StringComparison.Ordinal)))
        {
            golden.AppendLine(line);
        }

        foreach ((AbiRow row, string text) in rows.Zip(headers.Evaluate(rows, 64)))
        {
            golden.AppendLine($"{row.Key} = {text}  # {row.Origin}");
        }

        string origin = rows.First(row => row.Header == "xen.h").Origin!;
        foreach ((string name, string letter) in ClassesIn(headers.Read("xen.h")))
        {
            golden.AppendLine($"class {name} = {letter}  # {origin}");
        }

        File.WriteAllText(file, golden.ToString());
    }

    private static IReadOnlyDictionary<string, string> Load(string file, Action refresh)
        => s_files.GetOrAdd(file, _ => new Lazy<IReadOnlyDictionary<string, string>>(() =>
        {
            if (Repository.RefreshesGoldens)
            {
                refresh();
            }

            return File.ReadAllLines(Repository.Golden(file))
                .Select(line => line.Split('#')[0].Trim())
                .Where(line => line.Length > 0)
                .Select(line => line.Split(" = "))
                .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        })).Value;
}

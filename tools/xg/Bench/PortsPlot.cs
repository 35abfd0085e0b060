using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>Draws, with gnuplot, what an event costs against how many ports are bound, out of the rows of <c>xg bench events</c>.</summary>
internal static partial class PortsPlot
{
    private const string Settings = """
        set terminal svg size 900,560 font "sans-serif,14" background rgb "white"
        set title "Time of one event, 64 pending: from the upcall to the return of the handler, on the host"
        set xlabel "ports bound"
        set ylabel "nanoseconds"
        set logscale x 2
        set xtics (64, 512, 4096, 16384, 65536, 131071)
        set yrange [0:*<100]
        set grid
        set key below
        set bmargin 8
        """;

    private static readonly string[] s_abis = ["2-level", "FIFO"];
    private static readonly string[] s_patterns = ["dense", "spread"];
    private static readonly string[] s_colors = ["#1f77b4", "#d62728"];

    /// <summary>Writes the picture.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="file">The SVG file.</param>
    /// <param name="cancellation">Ends gnuplot.</param>
    /// <exception cref="XgException">gnuplot is not there or refuses, or no row has what is drawn.</exception>
    public static async Task DrawAsync(IReadOnlyList<BenchRow> rows, string file, CancellationToken cancellation)
    {
        const int LinesOfComplaint = 4;
        Requirement.Demand(Requirement.ToPlot);
        using WorkFolder work = new();
        string script = Path.Combine(work.Path, "plot");
        await File.WriteAllTextAsync(script, $"set output \"{Path.GetFullPath(file)}\"\n{Script(rows)}", cancellation).ConfigureAwait(false);
        ToolResult run = await Tool.RunAsync("gnuplot", [script], null, cancellation).ConfigureAwait(false);
        if (!run.Succeeded)
        {
            throw new XgException($"gnuplot refuses: {run.Complaint(LinesOfComplaint)}");
        }
    }

    /// <summary>What gnuplot is told: its settings, the figures, and a curve for each of C# and C, each event ABI and each pattern.</summary>
    public static string Script(IReadOnlyList<BenchRow> rows)
    {
        StringBuilder data = new();
        List<string> curves = [];
        for (int abi = 0; abi < s_abis.Length; abi++)
        {
            foreach (string pattern in s_patterns)
            {
                (double Bound, BenchRow Row)[] points = [.. Points(rows, s_abis[abi], pattern)];
                if (points.Length == 0)
                {
                    continue;
                }

                string block = $"$data{curves.Count}";
                data.Append(block).Append(" << EOD\n");
                foreach ((double bound, BenchRow row) in points)
                {
                    data.Append(CultureInfo.InvariantCulture, $"{bound} {row.Ours} {row.Peer}\n");
                }

                data.Append("EOD\n");
                string dash = pattern == "dense" ? "1" : "2";
                string name = $"{s_abis[abi]}, {pattern}";
                curves.Add($"{block} using 1:2 with linespoints pointtype 7 linewidth 2 dashtype {dash} linecolor rgb \"{s_colors[abi]}\" title \"C#, {name}\"");
                curves.Add($"{block} using 1:3 with linespoints pointtype 4 linewidth 1 dashtype {dash} linecolor rgb \"{s_colors[abi]}\" title \"C, {name}\"");
            }
        }

        return curves.Count == 0
            ? throw new XgException("no row is about 64 pending ports: there is nothing to draw")
            : $"{Settings}\n{data}plot {string.Join(", \\\n  ", curves)}\n";
    }

    private static IEnumerable<(double Bound, BenchRow Row)> Points(IReadOnlyList<BenchRow> rows, string abi, string pattern) =>
        from row in rows
        let match = RowName().Match(row.What)
        where match.Success && row is { Unit: "ns/event", Peer: not null } && match.Groups["abi"].Value == abi && match.Groups["pattern"].Value == pattern
        let bound = double.Parse(match.Groups["bound"].ValueSpan, CultureInfo.InvariantCulture)
        orderby bound
        select (bound, row);

    [GeneratedRegex(@"^(?<abi>[^,]+), 64 pending, (?<pattern>\w+), (?<bound>\d+) bound$")]
    private static partial Regex RowName();
}

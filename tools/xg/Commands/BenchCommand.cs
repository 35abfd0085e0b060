using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Bench;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg bench WHAT</c>: measures, in one table.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string> s_what = new("WHAT") { Description = "boot, events or hypercalls." };
    private static readonly Option<string?> s_json = new("--json") { HelpName = "FILE", Description = "Write the rows to a file." };

    private static readonly Option<string?> s_plot = new("--plot") { HelpName = "FILE", Description = "Draw the cost of an event against the ports that are bound, as an SVG file; of events only." };

    public static Command Create()
    {
        s_what.AcceptOnlyFromAmong("boot", "events", "hypercalls");
        Command command = new("bench", "Measures one part against its peer, where there is one, in the same run.") { s_what, s_json, s_plot };
        command.SetAction(static (parsed, cancellation) => RunAsync(parsed.GetValue(s_what)!, parsed.GetValue(s_json), parsed.GetValue(s_plot), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string what, string? json, string? plot, CancellationToken cancellation)
    {
        ResultFile.Demand("--json", json);
        if (plot is not null)
        {
            DemandPlot(what, plot);
        }

        Progress progress = new();
        BenchTable table = await (what switch
        {
            "boot" => BootBench.RunAsync(progress, cancellation),
            "events" => EventsBench.RunAsync(progress, cancellation),
            _ => HypercallBench.RunAsync(progress, cancellation),
        }).ConfigureAwait(false);
        table.Print();
        if (json is not null)
        {
            await table.WriteAsync(json, cancellation).ConfigureAwait(false);
        }

        if (plot is not null)
        {
            await PortsPlot.DrawAsync(table.Rows, plot, cancellation).ConfigureAwait(false);
        }

        return 0;
    }

    private static void DemandPlot(string what, string plot)
    {
        if (what != "events")
        {
            throw new XgException($"--plot draws what events cost, not {what}", "./xg bench events --plot FILE");
        }

        ResultFile.Demand("--plot", plot);
        Requirement.Demand(Requirement.ToPlot);
    }
}

using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Bench;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg bench WHAT</c>: measures, in one table.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string> s_what = new("WHAT") { Description = "boot, events or hypercalls." };
    private static readonly Option<string?> s_json = new("--json") { HelpName = "FILE", Description = "Write the rows to a file." };

    public static Command Create()
    {
        s_what.AcceptOnlyFromAmong("boot", "events", "hypercalls");
        Command command = new("bench", "Measures one part against its peer, where there is one, in the same run.") { s_what, s_json };
        command.SetAction(static (parsed, cancellation) => RunAsync(parsed.GetValue(s_what)!, parsed.GetValue(s_json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string what, string? json, CancellationToken cancellation)
    {
        ResultFile.Demand(json);
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

        return 0;
    }
}

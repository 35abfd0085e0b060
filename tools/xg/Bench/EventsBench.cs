using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>Measures what an event costs: on the host against Linux's algorithms in C, by time and by instructions, and on Xen.</summary>
internal static class EventsBench
{
    private const string HostProject = "tests/bench/XenGuest.Bench.Events";
    private const string HostProgram = $"{HostProject}/bin/Release/net9.0/linux-x64/publish/XenGuest.Bench.Events";

    private const string Guest = "tests/boot/event-times";
    private const int SecondsOnXen = 2;

    private static readonly TimeSpan s_timeoutOnXen = TimeSpan.FromSeconds(300);
    private static readonly string[] s_hypercalls = ["page", "direct"];
    private static readonly int[] s_vcpus = [1, 2];
    private static readonly Dictionary<string, string> s_abis = new() { ["2l"] = "2-level", ["fifo"] = "FIFO" };

    // Callgrind's own tables leave no room for the range of addresses that the collector would take.
    private const string HeapLimit = "DOTNET_GCHeapHardLimit=10000000";

    /// <summary>Runs every part.</summary>
    /// <exception cref="XgException">One does not build, does not end well, or gives no measure.</exception>
    public static async Task<BenchTable> RunAsync(Progress progress, CancellationToken cancellation)
    {
        Requirement.Demand([.. Requirement.Emulator, .. Requirement.ToPublish, .. Requirement.ToCount]);
        await progress.DuringAsync($"Building {HostProject}", () => PublishAsync(cancellation)).ConfigureAwait(false);
        BenchTable table = new();
        string[] times = await progress.DuringAsync("Measuring times on the host", () => LinesAsync(HostProgramPath, ["times"], cancellation)).ConfigureAwait(false);
        foreach (BenchRow row in BenchLines.Rows(times))
        {
            table.Add(row);
        }

        foreach (BenchRow row in await progress.DuringAsync("Counting instructions on the host", () => CountAsync(cancellation)).ConfigureAwait(false))
        {
            table.Add(row);
        }

        foreach (BootOptions options in Boots())
        {
            foreach (BenchRow row in await MeasuredGuest.RunAsync(Guest, options, progress, cancellation).ConfigureAwait(false))
            {
                string vcpus = options.Vcpus == 1 ? "1 vCPU" : $"{options.Vcpus} vCPUs";
                table.Add(row with { What = $"on Xen, {s_abis[options.Events!]}, by {options.Hypercalls}, {vcpus}: {row.What}" });
            }
        }

        return table;
    }

    private static string HostProgramPath => Checkout.PathOf(HostProgram);

    // With several vCPUs the last one handles what the program sends.
    private static IEnumerable<BootOptions> Boots() =>
        from events in s_abis.Keys
        from vcpus in s_vcpus
        from hypercalls in s_hypercalls
        select new BootOptions
        {
            Events = events,
            Hypercalls = hypercalls,
            Vcpus = vcpus,
            CommandLine = $"seconds={SecondsOnXen} vcpu={vcpus - 1}",
            Timeout = s_timeoutOnXen,
        };

    private static async Task PublishAsync(CancellationToken cancellation)
    {
        ToolResult build = await Tool
            .RunAsync("dotnet", ["publish", "-c", "Release", "--nologo", "-v", "quiet", Checkout.PathOf(HostProject)], Checkout.Root, cancellation)
            .ConfigureAwait(false);
        if (!build.Succeeded)
        {
            throw new XgException($"{HostProject} does not build:\n{GuestProject.BuildErrors(build)}", $"dotnet publish -c Release {HostProject} shows all of it");
        }
    }

    private static async Task<List<BenchRow>> CountAsync(CancellationToken cancellation)
    {
        using WorkFolder work = new();
        string[] command =
        [
            HeapLimit, "valgrind", "--quiet", "--tool=callgrind", "--collect-atstart=no", $"--callgrind-out-file={Path.Combine(work.Path, "out")}",
            HostProgramPath, "instructions",
        ];
        string[] regions = await LinesAsync("env", command, cancellation).ConfigureAwait(false);
        InstructionCounts counts = InstructionCounts.ReadFolder(work.Path);
        List<BenchRow> rows = [];
        foreach (string line in regions)
        {
            rows.Add(Row(line.Split('|'), counts));
        }

        return rows;
    }

    // A line of the program: how many events, the point, the region of each side, and of what measuring itself takes.
    private static BenchRow Row(string[] line, InstructionCounts counts)
    {
        if (line is not [string events, string point, string ours, string peer, string nothing])
        {
            throw new XgException($"{HostProject} printed a region that is none: {string.Join('|', line)}");
        }

        double count = uint.Parse(events, NumberStyles.None, CultureInfo.InvariantCulture);
        double ourInstructions = (counts[ours] - counts[nothing]) / count;
        double peerInstructions = (counts[peer] - counts[nothing]) / count;
        return new BenchRow(point, "instructions/event", Math.Round(ourInstructions, 1), Math.Round(peerInstructions, 1), Math.Round(peerInstructions / ourInstructions, 3));
    }

    private static async Task<string[]> LinesAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        const int LinesOfComplaint = 6;
        ToolResult run = await Tool.RunAsync(program, arguments, Checkout.Root, cancellation).ConfigureAwait(false);
        return run.Succeeded
            ? run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new XgException($"{program} {string.Join(' ', arguments)} failed: {run.Complaint(LinesOfComplaint)}", $"./xg doctor");
    }
}

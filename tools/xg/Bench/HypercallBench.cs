using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>Measures what a hypercall costs: on the host against a stub page, and on Xen.</summary>
internal static class HypercallBench
{
    private const string HostProject = "tests/bench/XenGuest.Bench";
    private const string Guest = "tests/boot/hypercalls";

    /// <summary>Runs both parts.</summary>
    /// <exception cref="XgException">One does not build, does not end well, or gives no measure.</exception>
    public static async Task<BenchTable> RunAsync(Progress progress, CancellationToken cancellation)
    {
        Requirement.Demand([.. Requirement.Emulator, .. Requirement.ToPublish]);
        BenchTable table = new();
        foreach (BenchRow row in await progress.DuringAsync("Measuring on the host", () => HostAsync(cancellation)).ConfigureAwait(false))
        {
            table.Add(row);
        }

        foreach (BenchRow row in await MeasuredGuest.RunAsync(Guest, new BootOptions(), progress, cancellation).ConfigureAwait(false))
        {
            table.Add(row);
        }

        return table;
    }

    private static async Task<IReadOnlyList<BenchRow>> HostAsync(CancellationToken cancellation)
    {
        using WorkFolder work = new();
        string json = Path.Combine(work.Path, "hypercalls.json");
        ToolResult run = await Tool
            .RunAsync("dotnet", ["run", "-c", "Release", "--project", Checkout.PathOf(HostProject), "--", "hypercalls", "--json", json], Checkout.Root, cancellation)
            .ConfigureAwait(false);
        if (!run.Succeeded || !File.Exists(json))
        {
            throw new XgException($"{HostProject} failed:\n{GuestProject.BuildErrors(run)}", $"dotnet run -c Release --project {HostProject} -- hypercalls");
        }

        await using FileStream stream = File.OpenRead(json);
        return await JsonSerializer.DeserializeAsync<List<BenchRow>>(stream, cancellationToken: cancellation).ConfigureAwait(false) ?? [];
    }
}

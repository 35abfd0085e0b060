using System;
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

    // A guest reports a measure as a row of the table after this mark.
    private const string RowMark = "bench: ";

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

        string project = GuestProject.Find(Checkout.PathOf(Guest)) ?? throw new XgException($"{Guest} has no project");
        string path = await progress.DuringAsync($"Building {Guest}", () => GuestProject.PublishAsync(project, cancellation)).ConfigureAwait(false);
        string xen = await XenFile.LocateAsync(XenRelease.All[0].Version, progress, cancellation).ConfigureAwait(false);
        BootResult result = await progress.DuringAsync(
            "Measuring on Xen",
            () => GuestBoot.RunAsync(GuestImage.Open(path), xen, new BootOptions(), static _ => { }, static _ => { }, cancellation)).ConfigureAwait(false);
        if (result.Verdict != Verdict.Success)
        {
            throw new XgException($"a boot that is measured must succeed, but: {result}", $"./xg boot {Guest}");
        }

        foreach (BenchRow row in Rows(result.GuestLines))
        {
            table.Add(row);
        }

        return table;
    }

    /// <summary>The measures that a guest printed, each after <c>bench: </c> as an object of the table.</summary>
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
            throw new XgException($"the guest printed a measure that is none: {line}");
        }
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

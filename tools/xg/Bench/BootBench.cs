using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Bench;

/// <summary>Measures how fast, how small and on how little memory the demo guest boots.</summary>
internal static class BootBench
{
    private const string Demo = "samples/Hello";
    private const int Boots = 10;
    private const double NanosecondsPerSecond = 1e9;

    // Written by Machine: from the time stamp counter at the entry instruction to the hypercall that hands the first line of Main to Xen.
    private const string FirstLineMark = "XenGuest: boot entry-to-first-line-ns ";

    /// <summary>Boots the demo guest a number of times.</summary>
    /// <exception cref="XgException">It does not build, or a boot does not succeed.</exception>
    public static async Task<BenchTable> RunAsync(Progress progress, CancellationToken cancellation)
    {
        Requirement.Demand([.. Requirement.Emulator, .. Requirement.ToPublish]);
        string project = GuestProject.Find(Checkout.PathOf(Demo)) ?? throw new XgException($"{Demo} has no project");
        string path = await progress.DuringAsync($"Building {Demo}", () => GuestProject.PublishAsync(project, cancellation)).ConfigureAwait(false);
        await XenFile.LocateAsync(XenRelease.All[0].Version, progress, cancellation).ConfigureAwait(false);
        GuestImage image = GuestImage.Open(path);
        List<double> toFirstLine = [];
        List<double> toVerdict = [];
        for (int boot = 1; boot <= Boots; boot++)
        {
            long start = Stopwatch.GetTimestamp();
            ToolResult run = await progress
                .DuringAsync($"Boot {boot} of {Boots}", () => BootAsync(image, BootOptions.DefaultMemoryMebibytes, cancellation)).ConfigureAwait(false);
            toVerdict.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            Insist(run);
            toFirstLine.Add(FirstLine(run) ?? throw new XgException($"{Demo} did not print '{FirstLineMark}N'"));
        }

        ToolResult onLittle = await progress
            .DuringAsync($"Boot with {BootOptions.LeastMemoryMebibytes} MiB", () => BootAsync(image, BootOptions.LeastMemoryMebibytes, cancellation)).ConfigureAwait(false);
        BenchTable table = new();
        table.Add(new BenchRow("entry to first line", "s", BenchTable.Median(toFirstLine)));
        table.Add(new BenchRow("entry to first line, least", "s", toFirstLine.Min()));
        table.Add(new BenchRow("command to verdict", "s", BenchTable.Median(toVerdict)));
        table.Add(new BenchRow("image, stripped", "bytes", image.Bytes));
        table.Add(new BenchRow($"passes with {BootOptions.LeastMemoryMebibytes} MiB", "1 = yes", onLittle.Succeeded ? 1 : 0));
        return table;
    }

    // The command as its user gives it: the start of xg is part of the time to the verdict.
    private static Task<ToolResult> BootAsync(GuestImage image, int memoryMebibytes, CancellationToken cancellation) =>
        Tool.RunAsync(Checkout.PathOf("xg"), ["boot", image.File, "--memory", memoryMebibytes.ToString(CultureInfo.InvariantCulture)], null, cancellation);

    private static void Insist(ToolResult boot)
    {
        const int LinesOfComplaint = 3;
        if (!boot.Succeeded)
        {
            throw new XgException($"a boot that is measured must succeed, but: {boot.Complaint(LinesOfComplaint)}", $"./xg boot {Demo}");
        }
    }

    private static double? FirstLine(ToolResult boot)
    {
        string? line = Array.Find(boot.Output.Split('\n'), static line => line.StartsWith(FirstLineMark, StringComparison.Ordinal));
        return line is not null && double.TryParse(line[FirstLineMark.Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double nanoseconds)
            ? nanoseconds / NanosecondsPerSecond
            : null;
    }
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;
using XenGuest.Xg.Testing;

namespace XenGuest.Xg.Commands;

/// <summary><c>xg test</c>, behind <c>./test</c>: runs every test.</summary>
internal static class TestCommand
{
    /// <summary>Set to 1 for tests that have a long form: loops, soaks and millions of cases.</summary>
    public const string LongVariable = "XENGUEST_LONG";

    private const int LinesOfTrace = 6;

    private static readonly Option<bool> s_host = new("--host") { Description = "Only the tests that need no QEMU." };
    private static readonly Option<bool> s_long = new("--long") { Description = "The loops, the soaks and the millions of cases too, with their seeds." };

    public static Command Create()
    {
        Command command = new("test", "Installs what is missing, builds everything and runs the tests. The exit code is 0 where none failed.") { s_host, s_long };
        command.SetAction(static (parsed, cancellation) => RunAsync(parsed.GetValue(s_host), parsed.GetValue(s_long), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool hostOnly, bool isLong, CancellationToken cancellation)
    {
        Progress progress = new();
        IEnumerable<Requirement> requirements = hostOnly ? [.. Requirement.ToPublish, .. Requirement.ToTest] : Requirement.All;
        await DebianPackages.InstallAsync(requirements, progress, cancellation).ConfigureAwait(false);
        if (isLong)
        {
            Environment.SetEnvironmentVariable(LongVariable, "1");
        }

        try
        {
            await progress.DuringAsync("Building the solution", () => BuildAsync(cancellation)).ConfigureAwait(false);
            return await TestAsync(progress, hostOnly, isLong, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await CompilerServer.StopAsync().ConfigureAwait(false);
        }
    }

    private static async Task<int> TestAsync(Progress progress, bool hostOnly, bool isLong, CancellationToken cancellation)
    {
        List<TestResult> all = [];
        using SemaphoreSlim processors = new(Environment.ProcessorCount);
        List<(TestProject Project, Func<Task<TestRun>> Run)> started =
        [
            .. TestProject.Find().Where(project => !hostOnly || !project.NeedsEmulator).Select(project => (project, Start(project, processors, cancellation))),
        ];
        foreach ((TestProject project, Func<Task<TestRun>> run) in started)
        {
            TestRun tests = await progress.DuringAsync($"Testing {project.Name}", run).ConfigureAwait(false);
            Console.WriteLine($"{project.Name}: {Summary(tests.Results)} ({tests.Duration.TotalSeconds:F0} s)");
            Show(tests.Results, isLong);
            all.AddRange(tests.Results);
        }

        Console.WriteLine(Summary(all));
        return Count(all, TestOutcome.Failed) == 0 && Count(all, TestOutcome.Passed) > 0 ? 0 : 1;
    }

    /// <summary>
    /// Projects that need no emulator run side by side: each waits for its processes much of the time. One that boots guests begins
    /// when it is asked for its results, after all before it, and has the machine for itself.
    /// </summary>
    private static Func<Task<TestRun>> Start(TestProject project, SemaphoreSlim processors, CancellationToken cancellation)
    {
        if (project.NeedsEmulator)
        {
            return () => RunAsync(project, cancellation);
        }

        Task<TestRun> running = RunInTurnAsync(project, processors, cancellation);
        return () => running;
    }

    private static async Task<TestRun> RunInTurnAsync(TestProject project, SemaphoreSlim processors, CancellationToken cancellation)
    {
        await processors.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await RunAsync(project, cancellation).ConfigureAwait(false);
        }
        finally
        {
            processors.Release();
        }
    }

    private static async Task<TestRun> RunAsync(TestProject project, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<TestResult> results = await project.RunAsync(cancellation).ConfigureAwait(false);
        return new TestRun(results, Stopwatch.GetElapsedTime(start));
    }

    private static async Task BuildAsync(CancellationToken cancellation)
    {
        ToolResult build = await Tool
            .RunAsync("dotnet", ["build", "XenGuest.sln", "-c", "Release", "--nologo", "-v", "quiet", CompilerServer.Use], Checkout.Root, cancellation)
            .ConfigureAwait(false);
        if (!build.Succeeded)
        {
            throw new XgException($"the solution does not build:\n{GuestProject.BuildErrors(build)}", "dotnet build -c Release shows all of it");
        }
    }

    private static void Show(IReadOnlyList<TestResult> results, bool withOutput)
    {
        foreach (TestResult test in results)
        {
            if (test.Outcome == TestOutcome.Failed)
            {
                Console.WriteLine($"FAILED {test.Name}");
                Indent(test.Message);
                Indent(string.Join('\n', (test.Trace ?? string.Empty).Split('\n').Take(LinesOfTrace)));
                Indent(test.Output);
            }
            else if (test.Outcome == TestOutcome.Skipped)
            {
                Console.WriteLine($"SKIPPED {test.Name}: {test.Message}");
            }
            else if (withOutput && !string.IsNullOrWhiteSpace(test.Output))
            {
                Console.WriteLine(test.Name);
                Indent(test.Output);
            }
        }
    }

    private static void Indent(string? text)
    {
        foreach (string line in (text ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Console.WriteLine($"    {line.TrimEnd()}");
        }
    }

    private static string Summary(IReadOnlyList<TestResult> results) =>
        $"{Count(results, TestOutcome.Passed)} passed, {Count(results, TestOutcome.Failed)} failed, {Count(results, TestOutcome.Skipped)} skipped";

    private static int Count(IReadOnlyList<TestResult> results, TestOutcome outcome) => results.Count(test => test.Outcome == outcome);
}

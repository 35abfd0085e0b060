using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Tests;

public class ChildProcessTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_program_that_ignores_polite_signals_is_gone_when_its_owner_is_done()
    {
        int id;
        using (ChildProcess child = await ChildProcess.StartAsync("sh", ["-c", "trap '' TERM INT HUP; echo up; while :; do sleep 1000; done"]))
        {
            using StreamReader output = new(child.Output);
            Assert.Equal("up", await output.ReadLineAsync());
            id = child.Id;
        }

        Assert.False(Runs(id));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_program_dies_with_the_process_that_started_it()
    {
        // A process in between starts the program as ChildProcess does, and is killed.
        using ChildProcess between = await ChildProcess.StartAsync("sh", ["-c", "setpriv --pdeathsig KILL -- sh -c 'echo $$; exec sleep 1000' & wait"]);
        using StreamReader output = new(between.Output);
        int id = int.Parse((await output.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Assert.True(Runs(id));

        System.Diagnostics.Process.GetProcessById(between.Id).Kill(entireProcessTree: false);

        // Its end closes the pipe that this test reads.
        Assert.Null(await output.ReadLineAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_tool_gives_its_exit_code_and_both_its_outputs()
    {
        ToolResult result = await Tool.RunAsync("sh", ["-c", "echo out; echo err >&2; exit 3"], null, CancellationToken.None);

        Assert.Equal(new ToolResult(3, "out\n", "err\n"), result);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_tool_that_is_cancelled_ends()
    {
        using CancellationTokenSource cancellation = new();
        Task<ToolResult> tool = Tool.RunAsync("sleep", ["1000"], null, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tool);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_program_that_is_not_installed_is_named()
    {
        XgException error = await Assert.ThrowsAsync<XgException>(() => ChildProcess.StartAsync("no-such-program", []));

        Assert.Contains("no-such-program", error.Message, StringComparison.Ordinal);
    }

    private static bool Runs(int id) => Directory.Exists($"/proc/{id}");
}

using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Boot.Tests;

/// <summary>A Linux dom0 that runs programs for its host.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class Dom0SessionTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly Dom0Session _session;
    private readonly ITestOutputHelper _output;

    public Dom0SessionTests(Dom0Rig dom0, ITestOutputHelper output)
    {
        _session = dom0.Session;
        _output = output;
    }

    [Fact]
    public async Task A_program_gives_its_exit_code_and_both_its_outputs()
    {
        _output.WriteLine($"dom0 was ready after {_session.BootDuration.TotalSeconds:F1} s");

        Assert.Equal(new ToolResult(3, "out\n", "err\n"), await RunAsync("echo out; echo err >&2; exit 3"));
    }

    [Fact]
    public async Task The_toolstack_sees_its_own_domain()
    {
        ToolResult list = await _session.RunAsync("xl", ["list"], s_limit, CancellationToken.None);

        Assert.Matches(@"(?m)^Domain-0 +0 +512 +1 ", list.Output);
    }

    [Fact]
    public async Task Many_programs_run_at_once_and_their_outputs_are_not_mixed_up()
    {
        ToolResult[] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => RunAsync($"for i in 1 2 3 4 5 6 7 8; do echo {number}.$i; done; exit {number}")));

        Assert.Equal(
            Enumerable.Range(0, 12).Select(static number => new ToolResult(number, string.Concat(Enumerable.Range(1, 8).Select(i => $"{number}.{i}\n")), string.Empty)),
            results);
    }

    [Fact]
    public async Task Much_goes_through_a_program_and_comes_back_as_it_was()
    {
        byte[] bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        RemoteProcess process = _session.Start("cat");
        using MemoryStream back = new();

        foreach (byte[] piece in bytes.Chunk(50_000))
        {
            process.Input(piece);
        }

        process.EndInput();
        await foreach (byte[] piece in process.Output.ReadAllAsync())
        {
            back.Write(piece);
        }

        Assert.Equal(bytes, back.ToArray());
        Assert.Equal(0, await process.Exited);
    }

    [Fact]
    public async Task A_program_is_spoken_with_while_it_runs()
    {
        RemoteProcess process = _session.Start("sh", "-c", "while read -r word; do echo \"<$word>\"; done");
        process.Input("one\n"u8.ToArray());

        Assert.Equal("<one>\n", Encoding.UTF8.GetString(await process.Output.ReadAsync()));

        process.Input("two\n"u8.ToArray());
        Assert.Equal("<two>\n", Encoding.UTF8.GetString(await process.Output.ReadAsync()));
        process.EndInput();
        Assert.Equal(0, await process.Exited.WaitAsync(s_limit));
    }

    [Fact]
    public async Task A_program_that_is_killed_ends_with_what_it_started()
    {
        RemoteProcess process = _session.Start("sh", "-c", "sleep 1000 & echo $!; wait");
        string child = Encoding.UTF8.GetString(await process.Output.ReadAsync()).Trim();

        process.Kill();

        Assert.Equal(128 + 9, await process.Exited.WaitAsync(s_limit));
        Assert.NotEqual(0, (await RunAsync($"kill -0 {child}")).ExitCode);
    }

    [Fact]
    public async Task What_a_program_leaves_behind_does_not_hold_its_end_up()
    {
        ToolResult result = await RunAsync("sleep 1000 & echo done");

        Assert.Equal("done\n", result.Output);
        await RunAsync("killall sleep");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        XgException error = await Assert.ThrowsAsync<XgException>(() => _session.RunAsync("no-such-program", [], s_limit, CancellationToken.None));

        Assert.Contains("there is no program no-such-program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_named_and_ended()
    {
        XgException error = await Assert.ThrowsAsync<XgException>(() => _session.RunAsync("sleep", ["1001"], TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.Equal("in dom0, sleep 1001 has not ended within 1 s", error.Message);
        Assert.DoesNotContain("sleep 1001", (await RunAsync("ps")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_program_survives_signals_and_takes_orphans()
    {
        ToolResult result = await RunAsync("kill -TERM 1; kill -INT 1; kill -HUP 1; p=$(sh -c 'true >/dev/null & echo $!'); while [ -d /proc/$p ]; do :; done; echo gone");

        Assert.Equal("gone\n", result.Output);
    }

    [Fact]
    public async Task A_file_on_the_share_is_the_same_on_both_sides()
    {
        await File.WriteAllTextAsync(_session.Folder.Shared("here"), "from the host");

        ToolResult result = await RunAsync($"cat {SessionFolder.InDom0("here")}; echo from dom0 > {SessionFolder.InDom0("there")}");

        Assert.Equal("from the host", result.Output);
        Assert.Equal("from dom0\n", await File.ReadAllTextAsync(_session.Folder.Shared("there")));
    }

    private Task<ToolResult> RunAsync(string script) => _session.RunAsync("sh", ["-c", script], s_limit, CancellationToken.None);
}

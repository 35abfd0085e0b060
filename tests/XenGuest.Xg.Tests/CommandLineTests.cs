using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Rig;

namespace XenGuest.Xg.Tests;

/// <summary>The program as its users run it.</summary>
public class CommandLineTests
{
    [Theory]
    [InlineData("boot")]
    [InlineData("boot x --memory 15")]
    [InlineData("boot x --memory much")]
    [InlineData("boot x --vcpus 0")]
    [InlineData("boot x --gdb 70000")]
    [InlineData("boot x --events 3l")]
    [InlineData("boot x --hypercalls int80")]
    [InlineData("boot x --as pv")]
    [InlineData("boot x --as pvh")]
    [InlineData("boot x --as hvm")]
    [InlineData("boot x --disk file")]
    [InlineData("boot x --nic")]
    [InlineData("boot x --vcpus 2")]
    [InlineData("boot x --events fifo")]
    [InlineData("boot x --json /no/such/folder/file")]
    [InlineData("boot x --json /tmp")]
    [InlineData("boot x --xen 4.99")]
    [InlineData("boot /no/such/guest")]
    [InlineData("bench")]
    [InlineData("bench events")]
    [InlineData("bench block")]
    [InlineData("bench network")]
    [InlineData("bench everything")]
    [InlineData("no-such-command")]
    public async Task What_cannot_be_done_is_an_error_on_one_line_and_what_mends_it_on_another(string command)
    {
        ToolResult xg = await RunAsync(command);

        string[] lines = xg.Error.TrimEnd().Split('\n');
        Assert.Equal(2, xg.ExitCode);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("xg: error: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("xg: mend: ", lines[1], StringComparison.Ordinal);
        Assert.Empty(xg.Output);
    }

    [Fact]
    public async Task Help_lists_what_there_is_and_nothing_that_is_refused()
    {
        ToolResult xg = await RunAsync("boot --help");

        Assert.Equal(0, xg.ExitCode);
        string[] options =
        [
            "--gdb", "--memory", "--cmdline", "--hypercalls", "--xen", "--timeout", "--json", "--cpu", "--verbose",
        ];
        string[] refused = ["--as", "--vcpus", "--events", "--disk", "--nic"];
        Assert.All(options, option => Assert.Contains($"{option} ", xg.Output, StringComparison.Ordinal));
        Assert.All(refused, option => Assert.DoesNotContain($"{option} ", xg.Output, StringComparison.Ordinal));
    }

    private static Task<ToolResult> RunAsync(string command) =>
        Tool.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "xg.dll"), .. command.Split(' ')], null, CancellationToken.None);
}

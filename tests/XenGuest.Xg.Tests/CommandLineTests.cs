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
    [InlineData("boot", "PROJECT_OR_ELF")]
    [InlineData("boot x --memory 15", "--memory takes a whole number from 16 to 65536")]
    [InlineData("boot x --memory much", "--memory takes a whole number")]
    [InlineData("boot x --vcpus 0", "--vcpus takes a whole number")]
    [InlineData("boot x --gdb 70000", "--gdb takes a whole number")]
    [InlineData("boot x --events 3l", "3l")]
    [InlineData("boot x --hypercalls int80", "int80")]
    [InlineData("boot x --as pv", "pv")]
    [InlineData("boot x --as hvm", "--as hvm: this version does not have that yet")]
    [InlineData("boot x --disk file", "--disk: this version does not have that yet")]
    [InlineData("boot x --nic --as pvh", "--nic: this version does not have that yet")]
    [InlineData("boot x --as pvh --gdb 1234", "--gdb shows the machine from its first instruction, which with --as pvh")]
    [InlineData("boot x --as pvh --xen 4.20", "--xen 4.20: the toolstack of the Linux dom0 is that of Xen 4.17")]
    [InlineData("boot /no/such/guest --as pvh", "/no/such/guest does not exist")]
    [InlineData("boot x --vcpus 129", "--vcpus takes a whole number")]
    [InlineData("boot x --json /no/such/folder/file", "there is no folder /no/such/folder")]
    [InlineData("boot x --json /", "--json /: not the name of a file")]
    [InlineData("boot x --xen 4.99", "--xen 4.99: neither a release")]
    [InlineData("boot /no/such/guest", "/no/such/guest does not exist")]
    [InlineData("bench", "WHAT")]
    [InlineData("bench everything", "everything")]
    [InlineData("bench boot --plot x.svg", "--plot draws what events cost, not boot")]
    [InlineData("bench events --plot /no/such/folder/x.svg", "--plot /no/such/folder/x.svg: there is no folder")]
    [InlineData("bench boot --json /no/such/folder/file", "there is no folder /no/such/folder")]
    [InlineData("trace 1", "process 1 runs no guest")]
    [InlineData("trace one", "one")]
    [InlineData("no-such-command", "no-such-command")]
    public async Task What_cannot_be_done_is_an_error_on_one_line_and_what_mends_it_on_another(string command, string error)
    {
        ToolResult xg = await RunAsync(command);

        string[] lines = xg.Error.TrimEnd().Split('\n');
        Assert.Equal(2, xg.ExitCode);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("xg: error: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(error, lines[0], StringComparison.Ordinal);
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
            "--as", "--gdb", "--vcpus", "--memory", "--cmdline", "--events", "--hypercalls", "--xen", "--timeout", "--json", "--cpu", "--verbose",
        ];
        string[] refused = ["--disk", "--nic"];
        Assert.All(options, option => Assert.Contains($"{option} ", xg.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("hvm", xg.Output, StringComparison.Ordinal);
        Assert.All(refused, option => Assert.DoesNotContain($"{option} ", xg.Output, StringComparison.Ordinal));
    }

    private static Task<ToolResult> RunAsync(string command) =>
        Tool.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "xg.dll"), .. command.Split(' ')], null, CancellationToken.None);
}

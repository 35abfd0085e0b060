using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Xg.Provision;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Tests;

namespace XenGuest.Boot.Tests;

/// <summary>The rig itself: what becomes of guests that behave, and of guests that do not.</summary>
public sealed class GuestBootTests : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private readonly TinyGuest _guest = new();

    public void Dispose()
    {
        _guest.Dispose();
    }

    [Theory]
    [InlineData("4.17", BootOptions.DefaultCpu)]
    [InlineData("4.17", "qemu64,+svm,+npt")]
    [InlineData("4.20", BootOptions.DefaultCpu)]
    [InlineData("4.20", "qemu64,+svm,+npt")]
    public async Task A_guest_gives_its_verdict_on_every_Xen_and_CPU(string xen, string cpu)
    {
        GuestImage image = _guest.Write("hello\nXenGuest: SUCCESS tiny\n").End().Build();

        BootResult result = await Rig.BootAsync(image, new BootOptions { Cpu = cpu }, XenRelease.Find(xen)!);

        Assert.Equal("XenGuest: SUCCESS tiny", result.ToString());
        Assert.Equal(["hello", "XenGuest: SUCCESS tiny"], result.GuestLines);
    }

    [Theory]
    [InlineData("XenGuest: FAILURE tiny: 1 is not 2")]
    [InlineData("XenGuest: SKIP tiny: no such thing here")]
    [InlineData("XenGuest: ERROR tiny: vector 13")]
    public async Task The_verdict_of_a_guest_keeps_its_reason(string line)
    {
        Assert.Equal(line, (await BootAsync(_guest.Write($"{line}\n").End())).ToString());
    }

    [Fact]
    public async Task Of_several_verdicts_the_most_severe_counts()
    {
        BootResult result = await BootAsync(_guest.Write("XenGuest: SUCCESS tiny\nXenGuest: ERROR tiny: late\nXenGuest: SUCCESS tiny\n").End());

        Assert.Equal("XenGuest: ERROR tiny: late", result.ToString());
    }

    [Fact]
    public async Task Every_word_of_the_command_line_reaches_the_guest_commas_too()
    {
        BootOptions options = new() { CommandLine = "one two,three,,four --five=\"6 7\"", Events = "2l", Hypercalls = "page" };

        BootResult result = await BootAsync(_guest.WriteCommandLine().Write("\nXenGuest: SUCCESS tiny\n").End(), options);

        Assert.Equal("xenguest.events=2l xenguest.hypercalls=page one two,three,,four --five=\"6 7\"", result.GuestLines[0]);
    }

    [Fact]
    public async Task A_silent_guest_is_stopped_at_its_deadline_and_called_silent()
    {
        GuestImage image = _guest.Hang().Build();

        BootResult result = await Rig.BootAsync(image, new BootOptions { Timeout = s_soon }, XenRelease.Xen417);

        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Equal("the guest was silent for 10 s", result.Reason);
        Assert.Equal("./xg trace shows what it waits for, ./xg boot --gdb PORT where it is", result.Mend);
        Assert.True(result.Duration < s_soon + TimeSpan.FromSeconds(3), $"it took {result.Duration}");
        Assert.False(QemuRuns(image));
    }

    [Fact]
    public async Task A_guest_that_talks_but_gives_no_verdict_is_quoted()
    {
        BootResult result = await BootAsync(_guest.Write("working on it\n").Hang(), new BootOptions { Timeout = s_soon });

        Assert.Equal("no verdict within 10 s; the guest's last line: working on it", result.Reason);
        Assert.Equal("./xg boot --timeout S gives it longer; ./xg trace shows what it waits for, ./xg boot --gdb PORT where it is", result.Mend);
    }

    [Fact]
    public async Task A_guest_that_runs_on_behind_its_verdict_is_an_error()
    {
        BootResult result = await BootAsync(_guest.Write("XenGuest: SUCCESS tiny\n").Hang());

        Assert.Equal("XenGuest: ERROR tiny: the machine did not end within 5 s of its verdict SUCCESS", result.ToString());
        Assert.Null(result.Mend);
    }

    [Fact]
    public async Task A_guest_that_ends_the_machine_without_a_verdict_is_an_error()
    {
        BootResult result = await BootAsync(_guest.Write("bye\n").End());

        Assert.Equal("the guest ended the machine with code 0, without a verdict", result.Reason);
        Assert.Contains("Verdict.Success(name)", result.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_in_the_middle_of_a_line_does_not_count_and_is_quoted()
    {
        BootResult result = await BootAsync(_guest.Write("partial XenGuest: SUCCESS tiny\n").End());

        Assert.Equal(
            "the guest ended the machine with code 0, and its verdict stands in the middle of a line: partial XenGuest: SUCCESS tiny", result.Reason);
        Assert.Contains("end the line", result.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_that_halts_is_not_waited_for()
    {
        BootResult result = await BootAsync(_guest.Halt());

        Assert.Equal("the guest shut down, without a verdict", result.Reason);
        Assert.True(result.Duration < TimeSpan.FromSeconds(BootOptions.DefaultTimeoutSeconds));
    }

    [Fact]
    public async Task A_triple_fault_is_called_by_its_name()
    {
        Assert.Equal("XenGuest: ERROR tiny,guest: triple fault", (await BootAsync(_guest.TripleFault())).ToString());
    }

    [Fact]
    public async Task A_panic_of_Xen_is_quoted()
    {
        // Without nested paging Xen cannot build the guest.
        BootResult result = await BootAsync(_guest.Hang(), new BootOptions { Cpu = "qemu64" });

        Assert.Equal("Xen panicked: Error creating d0: -95", result.Reason);
        Assert.Equal("./xg boot --verbose shows Xen's log", result.Mend);
    }

    [Fact]
    public async Task A_QEMU_that_does_not_start_is_quoted()
    {
        BootResult result = await BootAsync(_guest.Hang(), new BootOptions { Cpu = "no-such-cpu" });

        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.Contains("unable to find CPU model 'no-such-cpu'", result.Reason, StringComparison.Ordinal);
        Assert.Contains(BootOptions.DefaultCpu, result.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_addresses_of_a_backtrace_are_named()
    {
        ulong address = ElfBuilder.CodeAddress + 0x10;
        _guest.Symbol(ElfBuilder.CodeAddress, "Guest_Program__Main").Write($"fault: invalid opcode\n  at 0x{address:x}\n  at 0x10\nXenGuest: ERROR tiny: fault\n").End();

        BootResult result = await BootAsync(_guest);

        Assert.Equal(["fault: invalid opcode", $"  at 0x{address:x} Guest_Program__Main + 0x10", "  at 0x10"], result.GuestLines.Take(3));
    }

    [Fact]
    public async Task A_boot_that_is_cancelled_leaves_no_QEMU()
    {
        GuestImage image = _guest.Write("up\n").Hang().Build();
        using CancellationTokenSource cancellation = new();
        Task<BootResult> boot = Rig.BootAsync(image, new BootOptions(), XenRelease.Xen417, _ => cancellation.Cancel(), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => boot);

        Assert.False(QemuRuns(image));
    }

    [Fact]
    public async Task The_machine_ends_with_the_xg_that_started_it()
    {
        GuestImage image = _guest.Write("up\n").Hang().Build();
        string program = Path.Combine(AppContext.BaseDirectory, "xg.dll");
        using ChildProcess xg = await ChildProcess.StartAsync("dotnet", [program, "boot", image.File]);
        using StreamReader console = new(xg.Output);
        Assert.Equal("up", await console.ReadLineAsync());
        int qemu = Assert.Single(QemuProcesses(image));

        System.Diagnostics.Process.GetProcessById(xg.Id).Kill(entireProcessTree: false);

        await System.Diagnostics.Process.GetProcessById(qemu).WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static Task<BootResult> BootAsync(TinyGuest guest, BootOptions? options = null) =>
        Rig.BootAsync(guest.Build(), options ?? new BootOptions(), XenRelease.Xen417);

    private static bool QemuRuns(GuestImage image) => QemuProcesses(image).Length > 0;

    // QEMU runs in the folder of its image, which belongs to one test.
    private static int[] QemuProcesses(GuestImage image) =>
    [
        .. System.Diagnostics.Process.GetProcesses().Where(process => WorkingFolder(process.Id) == image.Folder).Select(static process => process.Id),
    ];

    private static string? WorkingFolder(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Elf;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;
using XenGuest.Xg.Tests;

namespace XenGuest.Boot.Tests;

/// <summary>Guests that the toolstack of a Linux dom0 creates: what becomes of those that behave, and of those that do not.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class DomainTests : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(8);

    private readonly Dom0Rig _dom0;
    private readonly ITestOutputHelper _output;
    private readonly TinyDomain _guest = new();

    public DomainTests(Dom0Rig dom0, ITestOutputHelper output)
    {
        _dom0 = dom0;
        _output = output;
    }

    public void Dispose()
    {
        _guest.Dispose();
    }

    [Theory]
    [InlineData("XenGuest: SUCCESS tiny")]
    [InlineData("XenGuest: FAILURE tiny: 1 is not 2")]
    [InlineData("XenGuest: SKIP tiny: no such thing here")]
    [InlineData("XenGuest: ERROR tiny: vector 13")]
    public async Task A_guest_gives_its_verdict(string line)
    {
        BootResult result = await _dom0.BootAsync(_guest.Write($"hello\r\n{line}\n").End().Build());

        Assert.Equal(line, result.ToString());
        Assert.Equal(["hello", line], result.GuestLines);
        _output.WriteLine($"xl create {result.Times!.Create.TotalSeconds:F2} s, first line {result.Times.FirstLine!.Value.TotalSeconds:F2} s, to the end {result.Duration.TotalSeconds:F2} s");
    }

    [Fact]
    public async Task Of_several_verdicts_the_most_severe_counts()
    {
        BootResult result = await BootAsync(_guest.Write("XenGuest: SUCCESS tiny\nXenGuest: ERROR tiny: late\nXenGuest: SUCCESS tiny\n").End());

        Assert.Equal("XenGuest: ERROR tiny: late", result.ToString());
    }

    [Fact]
    public async Task Every_character_of_the_command_line_reaches_the_guest()
    {
        const string Words = "one two,three --five=\"6 7\" it's \\back\\x41 $HOME `ls` #no é";
        BootOptions options = new() { CommandLine = Words, Events = "2l", Hypercalls = "page" };

        BootResult result = await BootAsync(_guest.WriteCommandLine().Write("\nXenGuest: SUCCESS tiny\n").End(), options);

        Assert.Equal($"xenguest.events=2l xenguest.hypercalls=page {Words}", result.GuestLines[0]);
    }

    [Fact]
    public async Task A_silent_guest_is_removed_at_its_deadline_and_called_silent()
    {
        BootResult result = await BootAsync(_guest.Hang(), new BootOptions { Timeout = s_soon });

        Assert.Equal("XenGuest: ERROR tiny,guest: the guest was silent for 8 s", result.ToString());
        await AssertNoGuestIsLeftAsync();
    }

    [Fact]
    public async Task A_guest_that_talks_but_gives_no_verdict_is_quoted()
    {
        BootResult result = await BootAsync(_guest.Write("working on it\n").Hang(), new BootOptions { Timeout = s_soon });

        Assert.Equal("no verdict within 8 s; the guest's last line: working on it", result.Reason);
    }

    [Fact]
    public async Task A_guest_that_runs_on_behind_its_verdict_is_an_error()
    {
        BootResult result = await BootAsync(_guest.Write("XenGuest: SUCCESS tiny\n").Hang());

        Assert.Equal("XenGuest: ERROR tiny: the guest did not end within 5 s of its verdict SUCCESS", result.ToString());
    }

    [Theory]
    [InlineData((int)ShutdownReason.PowerOff, "the guest shut down, without a verdict")]
    [InlineData((int)ShutdownReason.Reboot, "the guest asked for a reboot, without a verdict")]
    [InlineData((int)ShutdownReason.Crash, "the guest stopped as crashed")]
    [InlineData((int)ShutdownReason.Watchdog, "the guest's watchdog stopped it")]
    public async Task A_guest_that_ends_without_a_verdict_is_an_error(int reason, string expected)
    {
        BootResult result = await BootAsync(_guest.Write("bye\n").ShutDown(reason));

        Assert.Equal((Verdict.Error, expected), (result.Verdict, result.Reason));
        Assert.Equal(["bye"], result.GuestLines);
    }

    [Fact]
    public async Task A_triple_fault_is_called_by_its_name()
    {
        Assert.Equal("triple fault", (await BootAsync(_guest.TripleFault())).Reason);
    }

    [Fact]
    public async Task A_guest_that_stops_as_crashed_behind_its_verdict_ERROR_has_said_why()
    {
        BootResult result = await BootAsync(_guest.Write("XenGuest: ERROR tiny: vector 14\n").ShutDown((int)ShutdownReason.Crash));

        Assert.Equal("XenGuest: ERROR tiny: vector 14", result.ToString());
    }

    [Fact]
    public async Task A_guest_that_crashes_behind_its_verdict_SUCCESS_is_an_error()
    {
        BootResult result = await BootAsync(_guest.Write("XenGuest: SUCCESS tiny\n").ShutDown((int)ShutdownReason.Crash));

        Assert.Equal("XenGuest: ERROR tiny: the guest stopped as crashed, after its verdict SUCCESS", result.ToString());
    }

    [Theory]
    [InlineData((int)ShutdownReason.PowerOff)]
    [InlineData((int)ShutdownReason.Crash)]
    public async Task No_line_is_lost_of_a_guest_that_talks_much_and_ends_at_once(int reason)
    {
        // More than the ring holds, then more events than xenconsoled takes at a time, then the ring full once more: the end comes right behind.
        string[] lines = [.. Enumerable.Range(0, 150).Select(static number => $"line {number} {new string('x', number % 40)}")];
        TinyGuest guest = _guest.Write(string.Concat(lines.Take(70).Select(static line => line + "\n")));
        foreach (string line in lines.Skip(70).Take(40))
        {
            guest = guest.Write(line + "\n");
        }

        GuestImage image = guest.Write(string.Concat(lines.Skip(110).Select(static line => line + "\n"))).ShutDown(reason).Build();
        for (int round = 0; round < (Rig.IsLong ? 50 : 2); round++)
        {
            BootResult result = await _dom0.BootAsync(image);

            Assert.Equal(lines, result.GuestLines);
        }
    }

    [Fact]
    public async Task Two_guests_run_at_once_and_each_has_its_own_console()
    {
        using TinyDomain other = new();
        GuestImage left = _guest.Write("left\nXenGuest: SUCCESS left\n").End().Build();
        GuestImage right = other.Write("right\nXenGuest: FAILURE right: on purpose\n").End().Build();

        BootResult[] results = await Task.WhenAll(_dom0.BootAsync(left), _dom0.BootAsync(right));

        Assert.Equal(["XenGuest: SUCCESS left", "XenGuest: FAILURE right: on purpose"], results.Select(static result => result.ToString()));
        Assert.Equal(["left", "right"], results.Select(static result => result.GuestLines[0]));
    }

    [Fact]
    public async Task A_guest_has_the_vcpus_and_the_memory_it_was_given()
    {
        GuestImage image = _guest.Write("up\n").Hang().Build();
        TaskCompletionSource up = new();
        using CancellationTokenSource enough = new();
        Task<BootResult> boot = _dom0.BootAsync(image, new BootOptions { Vcpus = 2, MemoryMebibytes = 48 }, _ => up.TrySetResult(), enough.Token);
        await Task.WhenAny(up.Task, boot);

        ToolResult list = await _dom0.Session.RunAsync("xl", ["list"], s_soon, CancellationToken.None);
        ToolResult vcpus = await _dom0.Session.RunAsync("xl", ["vcpu-list"], s_soon, CancellationToken.None);

        // Its second vCPU is there, and waits to be started by the first.
        Assert.Matches(@"(?m)^guest-\d+ +\d+ +48 +1 ", list.Output);
        Assert.Equal(2, vcpus.Output.Split('\n').Count(static line => line.StartsWith("guest-", StringComparison.Ordinal)));
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => boot);
        await AssertNoGuestIsLeftAsync();
    }

    [Fact]
    public async Task What_is_no_PVH_guest_is_refused_in_the_words_of_xl()
    {
        string file = Path.Combine(_guest.Build().Folder, "no-guest.elf");
        await File.WriteAllBytesAsync(file, new ElfBuilder { PvhEntry = null }.Build());

        BootResult result = await _dom0.BootAsync(new GuestImage(file, 0, file, new SymbolTable([]), 0));

        Assert.Equal(Verdict.Error, result.Verdict);
        Assert.StartsWith("xl create ended with code ", result.Reason, StringComparison.Ordinal);
        Assert.Contains("libxl", result.Reason, StringComparison.Ordinal);
        await AssertNoGuestIsLeftAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_memory_that_cannot_be_given_is_refused_in_the_words_of_xl(int mebibytes)
    {
        BootResult result = await BootAsync(_guest.Write("up\n").End(), new BootOptions { MemoryMebibytes = mebibytes });

        Assert.StartsWith("xl create ended with code ", result.Reason, StringComparison.Ordinal);
        await AssertNoGuestIsLeftAsync();
    }

    private Task<BootResult> BootAsync(TinyGuest guest, BootOptions? options = null) => _dom0.BootAsync(guest.Build(), options);

    private async Task AssertNoGuestIsLeftAsync()
    {
        ToolResult list = await _dom0.Session.RunAsync("xl", ["list"], s_soon, CancellationToken.None);

        Assert.Equal(2, list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}

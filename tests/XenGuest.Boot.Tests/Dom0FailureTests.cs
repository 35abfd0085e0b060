using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using XenGuest.Dom0.Protocol;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Rig;
using XenGuest.Xg.Rig.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Boot.Tests;

/// <summary>A Linux dom0 that does not come up, or breaks: what it says, and that no QEMU stays.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class Dom0FailureTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_QEMU_that_does_not_start_is_quoted()
    {
        XgException error = await Assert.ThrowsAsync<XgException>(() => Dom0Rig.StartAsync(Nothing, new Dom0Options { Cpu = "no-such-cpu" }));

        Assert.Contains("before Xen said anything: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("unable to find CPU model 'no-such-cpu'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panic_of_Xen_is_quoted()
    {
        // A machine that is smaller than dom0.
        XgException error = await Assert.ThrowsAsync<XgException>(() => Dom0Rig.StartAsync(Nothing, new Dom0Options { GuestMebibytes = -650 }));

        Assert.StartsWith("Xen panicked: Not enough RAM for domain 0 allocation; the last lines of dom0's log:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panic_of_Linux_is_quoted_to_whoever_waits()
    {
        await using Dom0Session session = await Dom0Rig.StartAsync(Nothing);
        Task<int> waiting = session.Start("sleep", "1000").Exited;

        session.Start("sh", "-c", "echo c > /proc/sysrq-trigger");

        XgException error = await Assert.ThrowsAsync<XgException>(() => waiting.WaitAsync(s_soon));
        Assert.StartsWith("dom0's Linux panicked: Kernel panic - not syncing: sysrq triggered crash", error.Message, StringComparison.Ordinal);
        Assert.Same(error, await Assert.ThrowsAsync<XgException>(() => session.Start("true").Exited));
    }

    [Fact]
    public async Task A_service_that_does_not_start_is_named()
    {
        Dom0Image whole = await Dom0Image.LocateAsync(new Progress(), CancellationToken.None);
        string files = Path.GetTempFileName();
        try
        {
            await using (FileStream target = File.Create(files))
            {
                await target.WriteAsync(await File.ReadAllBytesAsync(whole.FileSystem));
                CpioArchive archive = new(target);
                archive.AddFile($"{Dom0Layout.ToolFolder}/xenstored", "no program"u8);
                archive.Complete();
            }

            XgException error = await Assert.ThrowsAsync<XgException>(() => Dom0Rig.StartAsync(whole with { FileSystem = files }, Nothing));

            Assert.StartsWith("dom0 did not come up: starting xenstored: Exec format error", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(files);
        }
    }

    [Fact]
    public async Task A_service_that_ends_is_named_to_whoever_waits()
    {
        await using Dom0Session session = await Dom0Rig.StartAsync(Nothing);
        Task<int> waiting = session.Start("sleep", "1000").Exited;

        session.Start("killall", "-KILL", "xenstored");

        XgException error = await Assert.ThrowsAsync<XgException>(() => waiting.WaitAsync(s_soon));
        Assert.StartsWith("xenstored in dom0 ended with code 137", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machine_ends_with_the_xg_that_started_it()
    {
        using TinyDomain guest = new();
        GuestImage image = guest.Hang().Build();
        string program = Path.Combine(AppContext.BaseDirectory, "xg.dll");
        using ChildProcess xg = await ChildProcess.StartAsync("dotnet", [program, "boot", image.File, "--as", "pvh", "--verbose"]);
        while (await xg.Error.ReadLineAsync() is string line && !line.StartsWith("(XEN) ", StringComparison.Ordinal))
        {
        }

        using Process qemu = Process.GetProcessById(Assert.Single(MachineProcess.RunningIn($"xenguest-dom0-{xg.Id}-")));
        Process.GetProcessById(xg.Id).Kill(entireProcessTree: false);

        await qemu.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void What_a_killed_xg_leaves_on_disk_is_deleted_by_the_next()
    {
        // No process has this number: it is more than Linux gives.
        string abandoned = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "xenguest-dom0-4194305-test")).FullName;

        using SessionFolder next = new();

        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(next.Share));
    }

    [Fact]
    public async Task A_dom0_that_is_cancelled_leaves_no_QEMU()
    {
        using CancellationTokenSource cancellation = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Dom0Rig.StartAsync(_ => cancellation.Cancel(), null, cancellation.Token));

        Assert.Single(MachineProcess.RunningIn($"xenguest-dom0-{Environment.ProcessId}-"));
    }

    private static void Nothing(string line)
    {
    }
}

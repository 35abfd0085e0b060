using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Xg.Rig.Dom0;

namespace XenGuest.Boot.Tests;

/// <summary>What a toolstack does with a guest beyond a boot.</summary>
[Collection(nameof(Dom0Collection))]
public sealed class ToolstackTests : IDisposable
{
    private const string SavedFile = "/tmp/saved";
    private const int LittleMebibytes = 32;

    private readonly Dom0Session _session;
    private readonly ITestOutputHelper _output;
    private readonly Toolstack _toolstack;
    private readonly string _name;
    private readonly TinyDomain _guest = new();
    private readonly CancellationTokenSource _over = new(TimeSpan.FromSeconds(60));

    public ToolstackTests(Dom0Rig dom0, ITestOutputHelper output)
    {
        _session = dom0.Session;
        _output = output;
        _toolstack = new Toolstack(_session);
        _name = _session.NewGuestName();
    }

    public void Dispose()
    {
        _guest.Dispose();
        _over.Dispose();
    }

    [Fact]
    public async Task A_guest_created_paused_runs_when_it_is_unpaused_and_not_before()
    {
        TaskCompletionSource up = new();
        using ConsoleFile console = new(_session.Folder.Console(_name), _ => up.TrySetResult());
        Task following = console.FollowAsync(up.Task, _over.Token);
        await _toolstack.CreatePausedAsync(Config(_guest.Write("up\n").End()), _over.Token);
        Assert.False((await _toolstack.StateAsync(_name, _over.Token))!.HasEnded);
        Assert.False(up.Task.IsCompleted);
        long start = Stopwatch.GetTimestamp();

        await _toolstack.UnpauseAsync(_name, _over.Token);

        await up.Task.WaitAsync(_over.Token);
        _output.WriteLine($"unpause to first line {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s");
        await following;
        await _toolstack.DestroyAsync(_name, _over.Token);
        Assert.Null(await _toolstack.StateAsync(_name, _over.Token));
    }

    [Fact]
    public async Task What_is_typed_on_its_console_reaches_a_guest()
    {
        await _toolstack.CreateAsync(Config(_guest.Echo().Echo().Write("\nbye\n").End()), _over.Token);
        RemoteProcess console = await _toolstack.OpenConsoleAsync(_name, _over.Token);

        console.Input("hi"u8.ToArray());

        Assert.StartsWith("hi", await ReadToAsync(console, "bye"), StringComparison.Ordinal);
        await RemoveAsync(console);
    }

    [Fact]
    public async Task A_guest_that_was_saved_goes_on_when_it_is_restored()
    {
        await _toolstack.CreateAsync(Config(_guest.Echo().Echo().ShutDown((int)ShutdownReason.Suspend).Write("back\n").End()), _over.Token);
        RemoteProcess before = await _toolstack.OpenConsoleAsync(_name, _over.Token);
        before.Input("a"u8.ToArray());
        await ReadToAsync(before, "a");
        long start = Stopwatch.GetTimestamp();

        Task saving = _toolstack.SaveAsync(_name, SavedFile, _over.Token);
        await AnswerSuspendAsync();
        before.Input("s"u8.ToArray());
        await saving;

        TimeSpan save = Stopwatch.GetElapsedTime(start);
        before.Kill();
        Assert.Null(await _toolstack.StateAsync(_name, _over.Token));
        TaskCompletionSource back = new();
        using ConsoleFile console = new(_session.Folder.Console(_name), line => Tell(back, line == "asback"));
        Task following = console.FollowAsync(back.Task, _over.Token);
        start = Stopwatch.GetTimestamp();
        await _toolstack.RestoreAsync(SavedFile, _over.Token);
        _output.WriteLine($"saved in {save.TotalSeconds:F2} s, restored in {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s");
        await following;
        await _toolstack.DestroyAsync(_name, _over.Token);
        await _session.RunAsync("rm", [SavedFile], TimeSpan.FromSeconds(30), _over.Token);
    }

    private static void Tell(TaskCompletionSource source, bool isTrue)
    {
        if (isTrue)
        {
            source.TrySetResult();
        }
    }

    /// <summary>Waits until xl asks the guest by xenstore to suspend, and answers for it: a tiny guest has no xenstore.</summary>
    private async Task AnswerSuspendAsync()
    {
        string node = $"/local/domain/{await _toolstack.DomainIdAsync(_name, _over.Token)}/control/shutdown";
        RemoteProcess watch = _session.Start("xenstore-watch", node);
        string value;
        do
        {
            await watch.Output.ReadAsync(_over.Token);
            value = (await _session.RunAsync("xenstore-read", [node], TimeSpan.FromSeconds(30), _over.Token)).Output.Trim();
        }
        while (value != "suspend");

        watch.Kill();
        await _session.RunAsync("xenstore-write", [node, string.Empty], TimeSpan.FromSeconds(30), _over.Token);
    }

    private DomainConfig Config(TinyGuest guest)
    {
        File.Copy(guest.Build().File, _session.Folder.Shared(_name));
        return new DomainConfig(_name, SessionFolder.InDom0(_name)) { MemoryMebibytes = LittleMebibytes };
    }

    private async Task<string> ReadToAsync(RemoteProcess console, string mark)
    {
        string said = string.Empty;
        while (!said.Contains(mark, StringComparison.Ordinal))
        {
            said += Encoding.UTF8.GetString(await console.Output.ReadAsync(_over.Token));
        }

        return said;
    }

    private async Task RemoveAsync(RemoteProcess console)
    {
        console.Kill();
        await _toolstack.DestroyAsync(_name, _over.Token);
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>Boots one guest as a PVH guest of a dom0 that runs, and sees to it that it is gone then.</summary>
internal sealed class DomainBoot : IDisposable
{
    private readonly Dom0Session _session;
    private readonly Toolstack _toolstack;
    private readonly GuestImage _image;
    private readonly BootOptions _options;
    private readonly GuestConsole _console;
    private readonly Func<string, CancellationToken, Task>? _beforeItRuns;
    private readonly string _name;
    private readonly int _xenLinesBefore;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _ended = new();
    private Task _following = Task.CompletedTask;
    private TimeSpan _create;
    private TimeSpan? _firstLine;
    private bool _isEnding;

    private DomainBoot(Dom0Session session, GuestImage image, BootOptions options, Action<string> guestLine, Func<string, CancellationToken, Task>? beforeItRuns, CancellationToken cancellation)
    {
        _session = session;
        _beforeItRuns = beforeItRuns;
        _toolstack = new Toolstack(session);
        _image = image;
        _options = options;
        _console = new GuestConsole(image, guestLine);
        _name = session.NewGuestName();
        _xenLinesBefore = session.XenLines.Count;
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Broken);
    }

    /// <summary>Boots a guest and waits for its end.</summary>
    /// <param name="session">The dom0.</param>
    /// <param name="image">What to boot.</param>
    /// <param name="options">How to boot it; the time limit counts from its creation.</param>
    /// <param name="guestLine">Takes each line of its console as it comes, its addresses named.</param>
    /// <param name="cancellation">Destroys the guest at once.</param>
    /// <param name="beforeItRuns">Is done, by the guest's name, when it was created and does not run yet; null where nothing is.</param>
    /// <returns>How it went; whatever goes wrong with the guest is a verdict of its own.</returns>
    /// <exception cref="XgException">Dom0 broke.</exception>
    /// <exception cref="OperationCanceledException">The boot was cancelled; the guest is gone.</exception>
    public static async Task<BootResult> RunAsync(Dom0Session session, GuestImage image, BootOptions options, Action<string> guestLine, CancellationToken cancellation, Func<string, CancellationToken, Task>? beforeItRuns = null)
    {
        using DomainBoot boot = new(session, image, options, guestLine, beforeItRuns, cancellation);
        return await boot.RunAsync(cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _over.Dispose();
    }

    private async Task<BootResult> RunAsync(CancellationToken cancellation)
    {
        string file = $"{_name}.elf";
        File.Copy(_image.File, _session.Folder.Shared(file));
        DomainConfig config = new(_name, SessionFolder.InDom0(file))
        {
            MemoryMebibytes = _options.MemoryMebibytes,
            Vcpus = _options.Vcpus,
            CommandLine = _options.GuestCommandLine(),
        };
        _deadline.CancelAfter(_options.Timeout);
        using ConsoleFile console = new(_session.Folder.Console(_name), OnLine);
        _following = console.FollowAsync(_ended.Task, _over.Token);
        try
        {
            (Verdict verdict, string? reason, string? mend) = await BootAsync(config, cancellation).ConfigureAwait(false);
            TimeSpan duration = Stopwatch.GetElapsedTime(_start);
            return new BootResult(verdict, _console.Verdict?.Name ?? _image.Title, reason, mend, duration, _console.Lines, XenLines())
            {
                Times = new BootTimes(_create, _firstLine),
            };
        }
        finally
        {
            await LeaveConsoleAsync().ConfigureAwait(false);
            await RemoveAsync(file).ConfigureAwait(false);
        }
    }

    private async Task<Judgement> BootAsync(DomainConfig config, CancellationToken cancellation)
    {
        try
        {
            await CreateAsync(config).ConfigureAwait(false);
            _create = Stopwatch.GetElapsedTime(_start);
            DomainState? state = await EndAsync().ConfigureAwait(false);
            _ended.SetResult();
            await _following.ConfigureAwait(false);
            return JudgeEnd(state);
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            await LeaveConsoleAsync().ConfigureAwait(false);
            return _session.Reason is XgException reason ? throw reason : JudgeTimeOut();
        }
        catch (XgException exception) when (_session.Reason is null)
        {
            await LeaveConsoleAsync().ConfigureAwait(false);
            return new Judgement(Verdict.Error, exception.Message, exception.Mend ?? Judgement.ShowXen);
        }
    }

    private async Task CreateAsync(DomainConfig config)
    {
        if (_beforeItRuns is null)
        {
            await _toolstack.CreateAsync(config, _deadline.Token).ConfigureAwait(false);
            return;
        }

        await _toolstack.CreatePausedAsync(config, _deadline.Token).ConfigureAwait(false);
        await _beforeItRuns(_name, _deadline.Token).ConfigureAwait(false);
        await _toolstack.UnpauseAsync(_name, _deadline.Token).ConfigureAwait(false);
    }

    private async Task LeaveConsoleAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _following.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    /// <returns>How the guest is once it has ended; null where somebody has removed it.</returns>
    private async Task<DomainState?> EndAsync()
    {
        DomainWatch watch = await _session.Watch.WaitAsync(_deadline.Token).ConfigureAwait(false);
        while (true)
        {
            Task next = watch.Next;
            DomainState? state = await LookAsync().ConfigureAwait(false);
            if (state is null || state.HasEnded)
            {
                return state;
            }

            await next.WaitAsync(_deadline.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Asks xl, which now and then fails while another guest comes or goes: only the second time it is believed.</summary>
    private async Task<DomainState?> LookAsync()
    {
        try
        {
            if (await _toolstack.StateAsync(_name, _deadline.Token).ConfigureAwait(false) is DomainState state)
            {
                return state;
            }
        }
        catch (XgException) when (_session.Reason is null)
        {
        }

        return await _toolstack.StateAsync(_name, _deadline.Token).ConfigureAwait(false);
    }

    private void OnLine(string line)
    {
        _firstLine ??= Stopwatch.GetElapsedTime(_start);
        _console.Read(line);
        if (_console.Verdict is not null && !_isEnding)
        {
            _isEnding = true;
            _deadline.CancelAfter(Judgement.TimeToEnd);
        }
    }

    private Judgement JudgeTimeOut() =>
        _console.Verdict is VerdictLine verdict ? Judgement.NotEnded(verdict, "the guest")
        : _create == TimeSpan.Zero ? Judgement.NotStarted(_options.Timeout)
        : Judgement.TimedOut(_console, _options.Timeout);

    private Judgement JudgeEnd(DomainState? state)
    {
        DomainEnd end = DomainEnd.Of(state, XenLines());
        if (_console.Verdict is VerdictLine verdict)
        {
            // A guest that says ERROR and then stops as crashed has said all there is to say.
            return Judgement.Of(verdict, end.IsOwnWord && verdict.Verdict == Verdict.Error ? null : end.Crash);
        }

        return end.Crash is string crash ? Judgement.Crashed(crash) : Judgement.Ended(_console, end.Text);
    }

    private IReadOnlyList<string> XenLines() => [.. _session.XenLines.Skip(_xenLinesBefore)];

    private async Task RemoveAsync(string file)
    {
        try
        {
            await _toolstack.DestroyAsync(_name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (XgException)
        {
            // It was never created, or is gone with dom0.
        }

        File.Delete(_session.Folder.Shared(file));
    }
}

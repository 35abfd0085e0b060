using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Dom0.Protocol;
using XenGuest.Xg.Provision.Dom0;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>A Linux dom0 under Xen in QEMU that runs programs for this process, for as many guests as come.</summary>
/// <remarks>Whatever breaks it (QEMU, Xen, Linux, a service) breaks it for good: everything that waits for it then fails with the same named error.</remarks>
internal sealed class Dom0Session : IAsyncDisposable
{
    private const int BufferSize = 4096;

    /// <summary>How long dom0 may take to come up. It takes some seven seconds where the machine has nothing else to do.</summary>
    private static readonly TimeSpan s_timeToBoot = TimeSpan.FromSeconds(120);

    private readonly SessionFolder _folder = new();
    private readonly AgentLine _agent;
    private readonly Dom0Log _log;
    private readonly ConcurrentDictionary<int, RemoteProcess> _processes = new();
    private readonly TaskCompletionSource<Ready> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _broken = new();
    private readonly Lock _lock = new();
    private ChildProcess? _qemu;
    private Task _reading = Task.CompletedTask;
    private XgException? _reason;
    private int _lastNumber;
    private int _lastGuest;

    private Dom0Session(Action<string> log)
    {
        _log = new Dom0Log(log);
        _agent = new AgentLine(_folder.Socket);
    }

    /// <summary>What it has on this machine's disk.</summary>
    public SessionFolder Folder => _folder;

    /// <summary>Xen's log so far.</summary>
    public IReadOnlyList<string> XenLines => _log.XenLines;

    /// <summary>From the start of QEMU until dom0 was ready.</summary>
    public TimeSpan BootDuration { get; private set; }

    /// <summary>Tells of the ends of guests.</summary>
    public Task<DomainWatch> Watch { get; private set; } = Task.FromException<DomainWatch>(new InvalidOperationException("dom0 is not ready"));

    /// <summary>QEMU's process id.</summary>
    public int MachineProcess => _qemu!.Id;

    /// <summary>Cancelled when it breaks; <see cref="Reason"/> says why.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Why nothing more can be had of it; null while it runs.</summary>
    public XgException? Reason
    {
        get
        {
            lock (_lock)
            {
                return _reason;
            }
        }
    }

    /// <summary>Boots a dom0.</summary>
    /// <param name="image">Its kernel and files.</param>
    /// <param name="agent">Its first program.</param>
    /// <param name="xen">Xen's file, uncompressed.</param>
    /// <param name="options">How to boot it.</param>
    /// <param name="log">Takes each line of Xen's and of dom0's.</param>
    /// <param name="cancellation">Ends the machine at once.</param>
    /// <returns>The session, dom0 ready.</returns>
    /// <exception cref="XgException">It did not come up; the message says what broke.</exception>
    public static async Task<Dom0Session> StartAsync(Dom0Image image, string agent, string xen, Dom0Options options, Action<string> log, CancellationToken cancellation)
    {
        Dom0Session session = new(log);
        try
        {
            await session.BootAsync(image, agent, xen, options, cancellation).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A name that no guest of this session has had.</summary>
    public string NewGuestName() => string.Create(CultureInfo.InvariantCulture, $"guest-{Interlocked.Increment(ref _lastGuest)}");

    /// <summary>Starts a program in dom0.</summary>
    /// <param name="program">Its name on dom0's PATH, or its file there.</param>
    /// <param name="arguments">Its arguments.</param>
    public RemoteProcess Start(string program, params string[] arguments)
    {
        int number = Interlocked.Increment(ref _lastNumber);
        RemoteProcess process = new(number, _agent.Send);
        _processes[number] = process;
        if (Reason is XgException reason)
        {
            process.Fail(reason);
        }
        else
        {
            _agent.Send(new StartProcess(number, program, arguments));
        }

        return process;
    }

    /// <summary>Runs a program in dom0 to its end, its standard input empty, and takes what it writes.</summary>
    /// <param name="program">Its name on dom0's PATH, or its file there.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="XgException">It could not be started, or has not ended in time, or dom0 broke.</exception>
    public async Task<ToolResult> RunAsync(string program, string[] arguments, TimeSpan limit, CancellationToken cancellation)
    {
        RemoteProcess process = Start(program, arguments);
        process.EndInput();
        Task<string> output = RemoteProcess.AllTextAsync(process.Output);
        Task<string> error = RemoteProcess.AllTextAsync(process.Error);
        try
        {
            int exitCode = await process.Exited.WaitAsync(limit, cancellation).ConfigureAwait(false);
            return new ToolResult(exitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new XgException($"in dom0, {program} {string.Join(' ', arguments)} has not ended within {limit.TotalSeconds} s", Judgement.ShowXen);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _qemu?.Kill();
        await _broken.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _qemu?.Dispose();
        _agent.Dispose();
        _broken.Dispose();
        _folder.Dispose();
    }

    private async Task BootAsync(Dom0Image image, string agent, string xen, Dom0Options options, CancellationToken cancellation)
    {
        await FirstProgram.AppendAsync(image.FileSystem, agent, _folder.FileSystem, cancellation).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        _qemu = await ChildProcess
            .StartWithInputAsync(
                QemuCommand.Program,
                Dom0Command.Arguments(options, Path.GetFullPath(xen), image.Kernel, _folder.FileSystem, _folder.Socket, _folder.Share),
                _folder.Path)
            .ConfigureAwait(false);
        _reading = Task.WhenAll(ReadConsoleAsync(_qemu), ReadMessagesAsync());
        try
        {
            await _ready.Task.WaitAsync(s_timeToBoot, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new XgException($"dom0 was not ready within {s_timeToBoot.TotalSeconds} s; the last lines of its log:\n{_log.LastLines}", Judgement.ShowXen);
        }

        BootDuration = Stopwatch.GetElapsedTime(start);
        Watch = DomainWatch.StartAsync(this);
    }

    private async Task ReadConsoleAsync(ChildProcess qemu)
    {
        ConsoleSplitter splitter = new(_log.ReadLinux, _log.ReadXen);
        Task<string> complaint = qemu.Error.ReadToEndAsync(CancellationToken.None);
        byte[] buffer = new byte[BufferSize];
        for (int count = 1; count > 0;)
        {
            count = await qemu.Output.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
            splitter.Write(buffer.AsSpan(0, count));
            if (_log.HasStopped)
            {
                qemu.Kill();
            }
        }

        splitter.Complete();
        int exitCode = await qemu.Exited.ConfigureAwait(false);
        string last = (await complaint.ConfigureAwait(false)).Trim().Split('\n')[^1];
        Break(_log.Crash ?? (_log.HasSpoken ? "dom0's machine ended by itself" : string.Create(CultureInfo.InvariantCulture, $"QEMU ended with code {exitCode} before Xen said anything: {last}")));
    }

    private async Task ReadMessagesAsync()
    {
        try
        {
            await _agent.ReadAsync(Read, _broken.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // QEMU has ended before it connected.
        }
        catch (XgException exception)
        {
            Break(exception.Message);
        }
    }

    private void Read(AgentMessage message)
    {
        switch (message)
        {
            case Ready ready:
                _ready.TrySetResult(ready);
                break;
            case BringUpFailed failed:
                Break($"dom0 did not come up: {failed.Step}: {failed.Reason}");
                break;
            case ServiceEnded ended:
                Break($"{ended.Service} in dom0 ended with code {ended.ExitCode}");
                break;
            case ProcessOutput { Process: int number }:
                Pass(number, message);
                break;
            case ProcessExited { Process: int number }:
                Pass(number, message);
                _processes.TryRemove(number, out _);
                break;
            case ProcessNotStarted { Process: int number }:
                Pass(number, message);
                _processes.TryRemove(number, out _);
                break;
        }
    }

    private void Pass(int process, AgentMessage message)
    {
        if (_processes.TryGetValue(process, out RemoteProcess? found))
        {
            found.Read(message);
        }
    }

    private void Break(string reason)
    {
        string lines = _log.LastLines;
        XgException exception = new(lines.Length == 0 ? reason : $"{reason}; the last lines of dom0's log:\n{lines}", Judgement.ShowXen);
        lock (_lock)
        {
            if (_reason is not null)
            {
                return;
            }

            _reason = exception;
        }

        _ready.TrySetException(exception);
        foreach (RemoteProcess process in _processes.Values.ToArray())
        {
            process.Fail(exception);
        }

        _broken.Cancel();
    }
}

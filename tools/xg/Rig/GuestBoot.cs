using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Trace;

namespace XenGuest.Xg.Rig;

/// <summary>Boots one guest under Xen in QEMU, and sees to it that QEMU ends.</summary>
internal sealed class GuestBoot
{
    private const int BufferSize = 4096;
    private const string ShowModels = $"{QemuCommand.Program} -cpu help lists the models; {BootOptions.DefaultCpu} is known to work";

    private readonly GuestImage _image;
    private readonly BootOptions _options;
    private readonly GuestConsole _console;
    private readonly Action<string> _xenLine;
    private readonly List<string> _xenLines = [];
    private readonly XenLog _xenLog = new();
    private GuestTracer? _tracer;

    private GuestBoot(GuestImage image, BootOptions options, Action<string> guestLine, Action<string> xenLine)
    {
        _image = image;
        _options = options;
        _console = new GuestConsole(image, guestLine);
        _xenLine = xenLine;
    }

    /// <summary>Boots a guest and waits for its end.</summary>
    /// <param name="image">What to boot.</param>
    /// <param name="xen">Xen's file, uncompressed.</param>
    /// <param name="options">How to boot it.</param>
    /// <param name="guestLine">Takes each line of the guest's console as it comes, its addresses named.</param>
    /// <param name="xenLine">Takes each line of Xen's log as it comes.</param>
    /// <param name="cancellation">Ends the machine at once.</param>
    /// <returns>How it went; whatever goes wrong in the machine is a verdict of its own.</returns>
    /// <exception cref="Terminal.XgException">QEMU is not installed.</exception>
    /// <exception cref="OperationCanceledException">The boot was cancelled; QEMU has ended.</exception>
    public static async Task<BootResult> RunAsync(
        GuestImage image,
        string xen,
        BootOptions options,
        Action<string> guestLine,
        Action<string> xenLine,
        CancellationToken cancellation)
    {
        GuestBoot boot = new(image, options, guestLine, xenLine);
        BootResult result = await boot.RunAsync(xen, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private async Task<BootResult> RunAsync(string xen, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long start = Stopwatch.GetTimestamp();
        await using TraceSocket socket = new();
        using ChildProcess qemu = await ChildProcess
            .StartWithInputAsync(
                QemuCommand.Program,
                [.. QemuCommand.Arguments(_options, Path.GetFullPath(xen), _image.Name), .. QemuCommand.Monitor(socket.Monitor)],
                _image.Folder)
            .ConfigureAwait(false);
        _tracer = new GuestTracer(_image, QemuCommand.MachineBytes(_options), socket.Monitor, qemu.Input);
        Task<string> complaint = qemu.Error.ReadToEndAsync(CancellationToken.None);

        // A busy QEMU does not hear a polite signal.
        using CancellationTokenRegistration kill = deadline.Token.Register(qemu.Kill);
        if (_options.GdbPort is null)
        {
            deadline.CancelAfter(_options.Timeout);
        }

        socket.Serve(_tracer);
        await ReadConsoleAsync(qemu, deadline).ConfigureAwait(false);
        bool wasKilled = deadline.IsCancellationRequested;
        int exitCode = await qemu.Exited.ConfigureAwait(false);
        TimeSpan duration = Stopwatch.GetElapsedTime(start);
        (Verdict verdict, string? reason, string? mend) = Judge(wasKilled, exitCode, await complaint.ConfigureAwait(false));
        string name = _console.Verdict?.Name ?? _image.Title;
        return new BootResult(verdict, name, reason, mend, duration, _console.Lines, _xenLines);
    }

    private async Task ReadConsoleAsync(ChildProcess qemu, CancellationTokenSource deadline)
    {
        ConsoleSplitter splitter = new(_console.Read, OnXenLine);
        byte[] buffer = new byte[BufferSize];
        bool isEnding = false;
        while (true)
        {
            // The end of QEMU ends the stream: there is no need to cancel the read.
            int count = await qemu.Output.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            splitter.Write(buffer.AsSpan(0, count));
            if (_xenLog.HasStopped)
            {
                qemu.Kill();
            }
            else if (_console.Verdict is not null && !isEnding)
            {
                isEnding = true;
                deadline.CancelAfter(Judgement.TimeToEnd);
            }
        }

        splitter.Complete();
    }

    private void OnXenLine(string line)
    {
        _xenLines.Add(line);
        _xenLog.Read(line);
        _tracer?.Read(line);
        _xenLine(line);
    }

    private Judgement Judge(bool wasKilled, int exitCode, string complaint)
    {
        if (_console.Verdict is VerdictLine verdict)
        {
            return wasKilled && _xenLog.Crash is null ? Judgement.NotEnded(verdict, "the machine") : Judgement.Of(verdict, _xenLog.Crash);
        }

        return _xenLog.Crash is string crash ? Judgement.Crashed(crash)
            : wasKilled ? TimeOut()
            : EndWithoutVerdict(exitCode, complaint);
    }

    private Judgement TimeOut() =>
        _console.Lines.Count > 0 || _xenLog.GuestWasStarted ? Judgement.TimedOut(_console, _options.Timeout) : Judgement.NotStarted(_options.Timeout);

    private Judgement EndWithoutVerdict(int exitCode, string complaint)
    {
        if (!_xenLog.HasSpoken)
        {
            string last = complaint.Trim().Split('\n')[^1];
            string? mend = last.Contains("CPU model", StringComparison.Ordinal) ? ShowModels : null;
            return new Judgement(Verdict.Error, $"QEMU ended with code {exitCode} before Xen said anything: {last}", mend);
        }

        string end = _xenLog.End ?? (exitCode % 2 == 1 ? $"the guest ended the machine with code {exitCode >> 1}" : "the machine was reset or switched off");
        return Judgement.Ended(_console, end);
    }
}

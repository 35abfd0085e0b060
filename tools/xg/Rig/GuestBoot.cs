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
    /// <summary>How long after its verdict a guest may take to end the machine.</summary>
    public static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private const int BufferSize = 4096;
    private const string ShowXen = "./xg boot --verbose shows Xen's log";
    private const string ShowPlace = "./xg boot --gdb PORT shows where it is";
    private const string GiveTime = "./xg boot --timeout S gives it longer";
    private const string ShowModels = $"{QemuCommand.Program} -cpu help lists the models; {BootOptions.DefaultCpu} is known to work";

    private readonly GuestImage _image;
    private readonly BootOptions _options;
    private readonly Backtrace _backtrace;
    private readonly Action<string> _guestLine;
    private readonly Action<string> _xenLine;
    private readonly List<string> _guestLines = [];
    private readonly List<string> _xenLines = [];
    private readonly XenLog _xenLog = new();
    private GuestTracer? _tracer;
    private VerdictLine? _verdict;
    private string? _verdictInLine;

    private GuestBoot(GuestImage image, BootOptions options, Action<string> guestLine, Action<string> xenLine)
    {
        _image = image;
        _options = options;
        _backtrace = new Backtrace(image.Symbols, image.LoadAddress);
        _guestLine = guestLine;
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
        string name = _verdict?.Name ?? _image.Title;
        return new BootResult(verdict, name, reason, mend, duration, _guestLines, _xenLines);
    }

    private async Task ReadConsoleAsync(ChildProcess qemu, CancellationTokenSource deadline)
    {
        ConsoleSplitter splitter = new(OnGuestLine, OnXenLine);
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
            else if (_verdict is not null && !isEnding)
            {
                isEnding = true;
                deadline.CancelAfter(TimeToEnd);
            }
        }

        splitter.Complete();
    }

    private void OnGuestLine(string line)
    {
        string named = _backtrace.Name(line);
        _guestLines.Add(named);
        if (VerdictLine.Parse(line) is VerdictLine verdict && (_verdict is null || verdict.Verdict > _verdict.Value.Verdict))
        {
            _verdict = verdict;
        }
        else if (VerdictLine.StandsWithin(line))
        {
            _verdictInLine = line;
        }

        _guestLine(named);
    }

    private void OnXenLine(string line)
    {
        _xenLines.Add(line);
        _xenLog.Read(line);
        _tracer?.Read(line);
        _xenLine(line);
    }

    private (Verdict Verdict, string? Reason, string? Mend) Judge(bool wasKilled, int exitCode, string complaint)
    {
        if (_verdict is VerdictLine verdict)
        {
            if (_xenLog.Crash is not null)
            {
                return (Verdict.Error, $"{_xenLog.Crash}, after its verdict {verdict.Verdict.Word()}", ShowXen);
            }

            return wasKilled
                ? (Verdict.Error, $"the machine did not end within {TimeToEnd.TotalSeconds} s of its verdict {verdict.Verdict.Word()}", null)
                : (verdict.Verdict, verdict.Reason, null);
        }

        (string reason, string? mend) = _xenLog.Crash is string crash ? (crash, ShowXen) : wasKilled ? TimeOut() : EndWithoutVerdict(exitCode, complaint);
        return (Verdict.Error, reason, mend);
    }

    private (string Reason, string Mend) TimeOut()
    {
        string limit = $"{_options.Timeout.TotalSeconds} s";
        if (_guestLines.Count > 0)
        {
            return ($"no verdict within {limit}; the guest's last line: {_guestLines[^1]}", $"{GiveTime}; {ShowPlace}");
        }

        return _xenLog.GuestWasStarted ? ($"the guest was silent for {limit}", ShowPlace) : ($"Xen did not start the guest within {limit}", $"{GiveTime}; {ShowXen}");
    }

    private (string Reason, string? Mend) EndWithoutVerdict(int exitCode, string complaint)
    {
        if (!_xenLog.HasSpoken)
        {
            string last = complaint.Trim().Split('\n')[^1];
            return ($"QEMU ended with code {exitCode} before Xen said anything: {last}", last.Contains("CPU model", StringComparison.Ordinal) ? ShowModels : null);
        }

        string end = _xenLog.End ?? (exitCode % 2 == 1 ? $"the guest ended the machine with code {exitCode >> 1}" : "the machine was reset or switched off");
        return _verdictInLine is null
            ? ($"{end}, without a verdict", "end the program with XenGuest.Verdict.Success(name), or with Skip, Failure or Error")
            : ($"{end}, and its verdict stands in the middle of a line: {_verdictInLine}", "end the line that is open before the verdict, as in Console.WriteLine()");
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Trace;

/// <summary>
/// Where <c>xg boot</c> is asked for a trace of its guest: a socket in a folder of its own. Whoever connects gets the report, and then the end.
/// </summary>
internal sealed class TraceSocket : IAsyncDisposable
{
    private const string FolderPrefix = "xenguest-boot-";
    private const string SocketName = "trace";
    private const string MonitorName = "monitor";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory($"{FolderPrefix}{Environment.ProcessId}-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _over = new();
    private Task _serving = Task.CompletedTask;

    public TraceSocket()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, SocketName)));
        _listener.Listen();
    }

    /// <summary>Where QEMU's monitor is to listen.</summary>
    public string Monitor => Path.Combine(_folder.FullName, MonitorName);

    /// <summary>The sockets of this machine's boots, one each, with the process of each.</summary>
    public static IReadOnlyList<(int Process, string Socket)> Find() =>
    [
        .. Directory.EnumerateDirectories(Path.GetTempPath(), $"{FolderPrefix}*")
            .Select(static folder => (Process: ProcessOf(folder), Socket: Path.Combine(folder, SocketName)))
            .Where(static boot => boot.Process is not null && Directory.Exists($"/proc/{boot.Process}") && File.Exists(boot.Socket))
            .Select(static boot => (boot.Process!.Value, boot.Socket)),
    ];

    /// <summary>Asks a boot for a trace.</summary>
    /// <returns>The report.</returns>
    public static async Task<string> AskAsync(string socket, CancellationToken cancellation)
    {
        using Socket boot = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await boot.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation).ConfigureAwait(false);
        using StreamReader report = new(new NetworkStream(boot));
        return await report.ReadToEndAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Begins to answer whoever asks.</summary>
    public void Serve(GuestTracer tracer) => _serving = ServeAsync(tracer);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(false);
        _over.Dispose();
        _listener.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync(GuestTracer tracer)
    {
        try
        {
            while (true)
            {
                using Socket asker = await _listener.AcceptAsync(_over.Token).ConfigureAwait(false);
                await AnswerAsync(tracer, asker).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The boot is over.
        }
    }

    private async Task AnswerAsync(GuestTracer tracer, Socket asker)
    {
        try
        {
            await using StreamWriter writer = new(new NetworkStream(asker));
            await writer.WriteAsync(await ReportAsync(tracer).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Whoever asked has gone, or the machine has.
        }
    }

    private async Task<string> ReportAsync(GuestTracer tracer)
    {
        try
        {
            TraceReport report = await tracer.TraceAsync(_over.Token).ConfigureAwait(false);
            return string.Concat(report.Lines().Select(static line => line + "\n"));
        }
        catch (XgException exception)
        {
            return $"error: {exception.Message}\n";
        }
    }

    private static int? ProcessOf(string folder) =>
        int.TryParse(Path.GetFileName(folder)[FolderPrefix.Length..].Split('-')[0], out int process) ? process : null;
}

using System;
using System.IO;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Trace;

/// <summary>QEMU's monitor, by its protocol QMP: a line of JSON for each command and each answer.</summary>
internal sealed class MachineMonitor : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private StreamReader? _answers;
    private StreamWriter? _commands;

    /// <summary>Connects to a machine.</summary>
    /// <param name="path">The socket on which it listens.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<MachineMonitor> ConnectAsync(string path, CancellationToken cancellation)
    {
        MachineMonitor monitor = new();
        await monitor._socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
        NetworkStream stream = new(monitor._socket);
        monitor._answers = new StreamReader(stream);
        monitor._commands = new StreamWriter(stream) { AutoFlush = true };
        await monitor.DoAsync("""{"execute":"qmp_capabilities"}""", cancellation).ConfigureAwait(false);
        return monitor;
    }

    /// <summary>Copies the machine's memory, while it stands still, to a file whose offsets are the memory's addresses.</summary>
    public async Task CopyMemoryAsync(string file, long bytes, CancellationToken cancellation)
    {
        string name = JsonEncodedText.Encode(file).ToString();
        await DoAsync("""{"execute":"stop"}""", cancellation).ConfigureAwait(false);
        try
        {
            await DoAsync($$$"""{"execute":"pmemsave","arguments":{"val":0,"size":{{{bytes}}},"filename":"{{{name}}}"}}""", cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Whatever went wrong: the guest goes on.
            await DoAsync("""{"execute":"cont"}""", CancellationToken.None).ConfigureAwait(false);
        }
    }

    public void Dispose() => _socket.Dispose();

    // Between a command and its answer come the greeting and events.
    private async Task DoAsync(string command, CancellationToken cancellation)
    {
        await _commands!.WriteLineAsync(command.AsMemory(), cancellation).ConfigureAwait(false);
        while (await _answers!.ReadLineAsync(cancellation).ConfigureAwait(false) is string line)
        {
            using JsonDocument answer = JsonDocument.Parse(line);
            if (answer.RootElement.TryGetProperty("return", out _))
            {
                return;
            }

            if (answer.RootElement.TryGetProperty("error", out JsonElement error))
            {
                throw new XgException($"QEMU refuses {command}: {error.GetProperty("desc").GetString()}");
            }
        }

        throw new XgException("the machine has ended");
    }
}

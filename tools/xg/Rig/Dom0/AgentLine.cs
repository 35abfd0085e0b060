using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Dom0.Protocol;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>The line to dom0's first program: a socket that QEMU connects to, a message a line both ways.</summary>
internal sealed class AgentLine : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Lock _lock = new();
    private NetworkStream? _stream;

    /// <summary>Waits at a path, which QEMU is then given.</summary>
    public AgentLine(string socket)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(socket));
        _listener.Listen(1);
    }

    /// <summary>Takes messages until QEMU ends.</summary>
    /// <param name="message">Takes each.</param>
    /// <param name="cancellation">Ends it where QEMU never connected.</param>
    public async Task ReadAsync(Action<AgentMessage> message, CancellationToken cancellation)
    {
        Socket socket = await _listener.AcceptAsync(cancellation).ConfigureAwait(false);
        _stream = new NetworkStream(socket, ownsSocket: true);
        using StreamReader reader = new(_stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is string line)
            {
                message(Parse(line));
            }
        }
        catch (IOException)
        {
            // QEMU was killed.
        }
    }

    /// <summary>Sends a message; callable from every thread once a message has come. Where QEMU has ended it goes nowhere.</summary>
    public void Send(HostMessage message)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, ProtocolJson.Default.HostMessage), (byte)'\n'];
        try
        {
            lock (_lock)
            {
                _stream?.Write(line);
            }
        }
        catch (IOException)
        {
            // Whoever waits for the answer is told that the machine has ended.
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _listener.Dispose();
    }

    private static AgentMessage Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ProtocolJson.Default.AgentMessage) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new XgException($"dom0's first program said what is no message: {line}: {exception.Message}");
        }
    }
}

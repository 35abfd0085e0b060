using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>The virtio serial port to the host: messages as lines.</summary>
internal sealed class ControlPort
{
    private const string PortsFolder = "/sys/class/virtio-ports";
    private const int PollMilliseconds = 5;
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly FileStream _port;

    private ControlPort(FileStream port)
    {
        _port = port;
    }

    /// <summary>Opens the port once the kernel has made it, which it does some time after its module is loaded.</summary>
    /// <exception cref="BringUpException">It does not come.</exception>
    public static ControlPort Open()
    {
        string name = Patience.WaitFor(FindPort, s_limit, PollMilliseconds) ?? throw new BringUpException("opening the port to the host", $"no virtio port is named {Dom0Layout.PortName}");
        string device = $"/dev/{name}";
        return Patience.WaitFor(() => File.Exists(device) ? device : null, s_limit, PollMilliseconds) is null
            ? throw new BringUpException("opening the port to the host", $"there is no {device}")
            : new ControlPort(new FileStream(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0));
    }

    /// <summary>Sends a message; callable from every thread.</summary>
    public void Send(AgentMessage message)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, ProtocolJson.Default.AgentMessage), (byte)'\n'];
        lock (_lock)
        {
            _port.Write(line);
        }
    }

    /// <summary>The host's messages as they come, until it is gone.</summary>
    /// <remarks>A line that is no message is the host's mistake: it is told so in dom0's console, and the next one counts.</remarks>
    public IEnumerable<HostMessage> ReadAll()
    {
        using StreamReader reader = new(_port, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferSize);
        while (reader.ReadLine() is string line)
        {
            if (Parse(line) is HostMessage message)
            {
                yield return message;
            }
        }
    }

    private static HostMessage? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ProtocolJson.Default.HostMessage);
        }
        catch (JsonException exception)
        {
            Console.WriteLine($"{Dom0Layout.ConsolePrefix}this is no message: {line}: {exception.Message}");
            return null;
        }
    }

    private static string? FindPort() => !Directory.Exists(PortsFolder)
        ? null
        : Directory.EnumerateDirectories(PortsFolder).FirstOrDefault(static folder => NameOf(folder) == Dom0Layout.PortName) is string found ? Path.GetFileName(found) : null;

    private static string? NameOf(string folder)
    {
        string file = Path.Combine(folder, "name");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}

using System;
using System.IO;
using System.Threading.Channels;
using System.Threading.Tasks;
using XenGuest.Dom0.Protocol;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig.Dom0;

/// <summary>A program that runs in dom0.</summary>
internal sealed class RemoteProcess
{
    private readonly int _number;
    private readonly Action<HostMessage> _send;
    private readonly Channel<byte[]> _output = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _error = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A process that the agent was, or is about to be, told to start.</summary>
    /// <param name="number">Its number in messages.</param>
    /// <param name="send">Sends a message to the agent.</param>
    public RemoteProcess(int number, Action<HostMessage> send)
    {
        _number = number;
        _send = send;
    }

    /// <summary>What it writes to its standard output, as it comes.</summary>
    public ChannelReader<byte[]> Output => _output.Reader;

    /// <summary>What it writes to its standard error, as it comes.</summary>
    public ChannelReader<byte[]> Error => _error.Reader;

    /// <summary>Its exit code, 128 and the signal where one ended it; fails with an <see cref="XgException"/> where it could not be started or dom0 broke.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Gives it something to read.</summary>
    public void Input(byte[] bytes) => _send(new ProcessInput(_number, bytes));

    /// <summary>Ends what it reads.</summary>
    public void EndInput() => _send(new EndOfInput(_number));

    /// <summary>Ends it at once.</summary>
    public void Kill() => _send(new KillProcess(_number));

    /// <summary>Takes what the agent says of it.</summary>
    public void Read(AgentMessage message)
    {
        switch (message)
        {
            case ProcessOutput output:
                (output.Stream == OutputStream.Output ? _output : _error).Writer.TryWrite(output.Bytes);
                break;
            case ProcessExited exited:
                _output.Writer.TryComplete();
                _error.Writer.TryComplete();
                _exited.TrySetResult(exited.ExitCode);
                break;
            case ProcessNotStarted refused:
                Fail(new XgException($"dom0 cannot start a program: {refused.Reason}"));
                break;
        }
    }

    /// <summary>Nothing more will be heard of it.</summary>
    public void Fail(XgException reason)
    {
        _output.Writer.TryComplete();
        _error.Writer.TryComplete();
        _exited.TrySetException(reason);

        // Nobody need wait for it.
        _ = _exited.Task.Exception;
    }

    /// <summary>All of an output, once it has ended.</summary>
    public static async Task<string> AllTextAsync(ChannelReader<byte[]> output)
    {
        using MemoryStream all = new();
        await foreach (byte[] bytes in output.ReadAllAsync().ConfigureAwait(false))
        {
            all.Write(bytes);
        }

        return System.Text.Encoding.UTF8.GetString(all.GetBuffer().AsSpan(0, (int)all.Length));
    }
}

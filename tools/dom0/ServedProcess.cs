using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using XenGuest.Dom0.Protocol;

namespace XenGuest.Dom0;

/// <summary>A program that runs for the host: its input comes from there, its output goes there.</summary>
internal sealed class ServedProcess
{
    private const int BufferSize = 32 * 1024;

    /// <summary>How long after its end the output of a program is waited for. It is all in the pipes then, but a child that it left may hold them open.</summary>
    private static readonly TimeSpan s_timeToRead = TimeSpan.FromMilliseconds(500);

    private readonly int _number;
    private readonly ControlPort _host;
    private readonly BlockingCollection<byte[]> _input = [];
    private readonly Pipe _toInput = new();
    private readonly Pipe _fromOutput = new();
    private readonly Pipe _fromError = new();
    private int _process;

    /// <summary>A program that is not started yet.</summary>
    /// <param name="number">The host's number for it.</param>
    /// <param name="host">Gets its output and its end.</param>
    public ServedProcess(int number, ControlPort host)
    {
        _number = number;
        _host = host;
    }

    /// <summary>Starts the program.</summary>
    /// <param name="children">Who waits for it.</param>
    /// <param name="request">What to start.</param>
    /// <param name="ended">Called behind the last message about it.</param>
    /// <exception cref="Exception">It cannot be started; the message says why.</exception>
    public void Start(Children children, StartProcess request, Action ended)
    {
        Thread[] readers = [Run(() => Read(_fromOutput, OutputStream.Output)), Run(() => Read(_fromError, OutputStream.Error))];
        Run(Write);
        try
        {
            _process = children.Start(
                () => SpawnedProgram.Start(request.Program, request.Arguments, Descriptor(_toInput.ReadEnd), Descriptor(_fromOutput.WriteEnd), Descriptor(_fromError.WriteEnd)),
                exitCode => Run(() => End(exitCode, readers, ended)));
        }
        catch
        {
            EndInput();
            throw;
        }
        finally
        {
            _toInput.ReadEnd.Dispose();
            _fromOutput.WriteEnd.Dispose();
            _fromError.WriteEnd.Dispose();
        }
    }

    /// <summary>Gives it something to read, in its own time.</summary>
    public void Input(byte[] bytes)
    {
        try
        {
            _input.Add(bytes);
        }
        catch (InvalidOperationException)
        {
            // Its input is at its end, or it reads no more.
        }
    }

    /// <summary>Closes its input behind what was given.</summary>
    public void EndInput() => _input.CompleteAdding();

    /// <summary>Ends it, with its group.</summary>
    public void Kill() => Linux.Kill(-_process, Linux.SignalKill);

    private static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static Thread Run(Action work)
    {
        Thread thread = new(() => Survive(work)) { IsBackground = true };
        thread.Start();
        return thread;
    }

    /// <summary>What goes wrong with one program must not end the first one, and with it the kernel.</summary>
    private static void Survive(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            Console.WriteLine($"{Dom0Layout.ConsolePrefix}{exception}");
        }
    }

    private void Read(Pipe pipe, OutputStream stream)
    {
        using FileStream output = new(pipe.ReadEnd, FileAccess.Read, bufferSize: 0);
        byte[] buffer = new byte[BufferSize];
        for (int count = output.Read(buffer); count > 0; count = output.Read(buffer))
        {
            _host.Send(new ProcessOutput(_number, stream, buffer[..count]));
        }
    }

    private void Write()
    {
        try
        {
            using FileStream input = new(_toInput.WriteEnd, FileAccess.Write, bufferSize: 0);
            foreach (byte[] bytes in _input.GetConsumingEnumerable())
            {
                input.Write(bytes);
            }
        }
        catch (IOException)
        {
            // It does not read any more; what else comes for it is dropped.
            EndInput();
        }
    }

    private void End(int exitCode, Thread[] readers, Action ended)
    {
        EndInput();
        foreach (Thread reader in readers)
        {
            reader.Join(s_timeToRead);
        }

        _host.Send(new ProcessExited(_number, exitCode));
        ended();
    }
}

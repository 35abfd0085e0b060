using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Xg.Terminal;

namespace XenGuest.Xg.Rig;

/// <summary>A program that runs for this process and never outlives it.</summary>
/// <remarks>It is started through setpriv with a parent-death signal. Linux sends that signal when the <em>thread</em> that started the program ends, so
/// each program has a thread that starts it and waits for it.</remarks>
internal sealed class ChildProcess : IDisposable
{
    private const string Starter = "setpriv";

    private readonly Process _process;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
    }

    /// <summary>What it reads from its standard input; at its end already unless it was started by <see cref="StartWithInputAsync"/>.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it writes to its standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it writes to its standard error.</summary>
    public StreamReader Error => _process.StandardError;

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a program, its standard input empty, its outputs read by the caller.</summary>
    /// <param name="program">Its name on PATH, or its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="workingDirectory">Where it runs, or null for here.</param>
    /// <exception cref="XgException">It cannot be started.</exception>
    public static async Task<ChildProcess> StartAsync(string program, IEnumerable<string> arguments, string? workingDirectory = null)
    {
        ChildProcess child = await StartWithInputAsync(program, arguments, workingDirectory).ConfigureAwait(false);
        child._process.StandardInput.Close();
        return child;
    }

    /// <summary>As <see cref="StartAsync"/>, but its standard input is the caller's to write.</summary>
    /// <exception cref="XgException">It cannot be started.</exception>
    public static async Task<ChildProcess> StartWithInputAsync(string program, IEnumerable<string> arguments, string? workingDirectory)
    {
        string file = SearchPath.Find(program) ?? throw new XgException($"{program} is not installed", "./xg doctor names the package");
        ProcessStartInfo start = new(Starter)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? string.Empty,
        };
        start.ArgumentList.Add("--pdeathsig");
        start.ArgumentList.Add("KILL");
        start.ArgumentList.Add("--");
        start.ArgumentList.Add(file);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ChildProcess child = new(start);
        new Thread(child.StartAndWait) { IsBackground = true, Name = program }.Start();
        await child._started.Task.ConfigureAwait(false);
        return child;
    }

    /// <summary>Ends it at once, with everything it started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        _exited.Task.Wait();
        _process.Dispose();
    }

    private void StartAndWait()
    {
        try
        {
            _process.Start();
        }
        catch (Win32Exception exception)
        {
            _started.SetException(new XgException($"{Starter} cannot be started: {exception.Message}", "apt-get install util-linux"));
            return;
        }

        _started.SetResult();
        _process.WaitForExit();
        _exited.SetResult(_process.ExitCode);
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;

namespace XenGuest.Dom0;

/// <summary>Waits for every child of this process: those it started, which somebody is told of, and the orphans that Linux gives it.</summary>
internal sealed class Children
{
    private readonly object _lock = new();
    private readonly Dictionary<int, Action<int>> _ended = [];

    /// <summary>Begins to wait, on a thread of its own.</summary>
    public void Watch() => new Thread(WaitForAll) { IsBackground = true, Name = "children" }.Start();

    /// <summary>Starts a child.</summary>
    /// <param name="start">Starts it and gives its process id.</param>
    /// <param name="ended">Told its exit code, or 128 and the signal that ended it. Called on the waiting thread: it must not block.</param>
    /// <returns>Its process id.</returns>
    public int Start(Func<int> start, Action<int> ended)
    {
        int process;

        // A child may end before its start returns: whoever looks for it then waits for this lock.
        lock (_lock)
        {
            process = start();
            _ended.Add(process, ended);
            Monitor.Pulse(_lock);
        }

        return process;
    }

    private void WaitForAll()
    {
        while (true)
        {
            if (WaitForOne() is not (int process, int exitCode))
            {
                WaitForStart();
                continue;
            }

            Action<int>? ended;
            lock (_lock)
            {
                _ended.Remove(process, out ended);
            }

            ended?.Invoke(exitCode);
        }
    }

    private void WaitForStart()
    {
        lock (_lock)
        {
            if (_ended.Count == 0)
            {
                Monitor.Wait(_lock);
            }
        }
    }

    /// <returns>The next child that ended; null where there is none at all.</returns>
    private static unsafe (int Process, int ExitCode)? WaitForOne()
    {
        while (true)
        {
            int status;
            int process = Linux.WaitForChild(-1, &status, 0);
            if (process > 0)
            {
                return (process, ExitCode(status));
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == Linux.NoChild)
            {
                return null;
            }

            Debug.Assert(error == Linux.Interrupted);
        }
    }

    private static int ExitCode(int status)
    {
        int signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }
}

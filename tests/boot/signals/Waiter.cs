using System;
using System.Threading;
using XenGuest.BootGuests.Processors;

namespace XenGuest.BootGuests.Signals;

/// <summary>A thread that makes one system call that waits.</summary>
internal sealed class Waiter
{
    private readonly Thread _thread;
    private ulong _id;
    private long _result;

    public Waiter(Func<long> call)
    {
        // Beside the thread that looks whether it is asleep.
        _ = Cpus.StayOn(0);
        _thread = new Thread(() =>
        {
            _ = Cpus.StayOn(0);
            Volatile.Write(ref _id, Native.ThreadId);
            _result = call();
        });
        _thread.Start();
        while (Volatile.Read(ref _id) == 0)
        {
            Thread.Yield();
        }
    }

    public ulong Id => _id;

    public bool IsAlive => _thread.IsAlive;

    /// <summary>What the call returned.</summary>
    public long Result
    {
        get
        {
            _thread.Join();
            return _result;
        }
    }

    /// <summary>Waits until nobody but this thread wants to run: each yield would take it to the other one.</summary>
    public void WaitUntilAsleep()
    {
        int quiet = 0;
        while (quiet < 3 && IsAlive)
        {
            ulong before = Machine.Counts.ThreadSwitches;
            Thread.Yield();
            quiet = Machine.Counts.ThreadSwitches == before ? quiet + 1 : 0;
        }
    }
}

using System;
using System.Runtime.InteropServices;
using System.Threading;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.Signals;

/// <summary>Where a handler asks for it (SA_RESTART), a wait without a time-out goes on behind it; other waits end with EINTR.</summary>
internal static unsafe class Waits
{
    private const ulong Futex = 202;
    private const ulong PrivateWait = 128;
    private const ulong PrivateWake = 129;
    private const ulong Nanosleep = 35;
    private const long Second = 1_000_000_000;

    private static readonly uint[] s_word = GC.AllocateArray<uint>(1, pinned: true);
    private static readonly long[] s_times = GC.AllocateArray<long>(4, pinned: true);

    private static ulong Word => (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(s_word, 0);

    private static ulong Request => (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(s_times, 0);

    private static ulong Remaining => (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(s_times, 2);

    public static void Run()
    {
        Handler restarting = new();
        Handler ending = new();
        restarting.Attach(Native.FirstSignal, Handler.Restart);
        ending.Attach(Native.SecondSignal, 0);

        // A futex: the restarted wait is the same wait, and a wake ends it.
        Waiter waiter = new(static () => Machine.Call(Futex, Word, PrivateWait, 0, 0, 0));
        Interrupt(restarting, waiter, 3);
        Check.That("three signals leave a wait for a futex where it was", waiter.IsAlive);
        while (Machine.Call(Futex, Word, PrivateWake, 1, 0, 0) != 1)
        {
            Thread.Yield();
        }

        Check.Equal("and a wake ends it", 0L, waiter.Result);
        Check.Equal("a signal that does not restart ends it with EINTR", -Errno.Interrupted, End(ending, new(static () => Machine.Call(Futex, Word, PrivateWait, 0, 0, 0))));

        (s_times[0], s_times[1]) = (30, 0);
        waiter = new(static () => Machine.Call(Futex, Word, PrivateWait, 0, Request, 0));
        Check.Equal("a wait with a time-out ends with EINTR", -Errno.Interrupted, End(restarting, waiter, Native.FirstSignal));

        (s_times[2], s_times[3]) = (99, 99);
        waiter = new(static () => Machine.Call(Nanosleep, Request, Remaining, 0, 0, 0));
        Check.Equal("so does a sleep", -Errno.Interrupted, End(restarting, waiter, Native.FirstSignal));
        Check.That("and says what was left of it", s_times[2] is >= 0 and < 30 && s_times[3] is > 0 and < Second, $"{s_times[2]}.{s_times[3]:D9} s of 30");

        Pipe(restarting, ending);
        Upcall(restarting, ending);
        Check.Equal("a thread that has ended takes no signal", -Errno.NoThread, Native.Send(waiter.Id, Native.FirstSignal));
    }

    private static void Pipe(Handler restarting, Handler ending)
    {
        int* pipe = stackalloc int[2];
        _ = Machine.Call(293, (ulong)pipe, 0, 0, 0, 0);
        ulong end = (ulong)*pipe;
        ulong place = Remaining;
        Waiter waiter = new(() => Machine.Call(0, end, place, 1, 0, 0));
        Interrupt(restarting, waiter, 3);
        Check.That("signals leave a read of an empty pipe where it was", waiter.IsAlive);
        Check.Equal("or end it", -Errno.Interrupted, End(ending, waiter));
    }

    private static void Upcall(Handler restarting, Handler ending)
    {
        VcpuFacts facts;
        _ = Machine.Call((ulong)MachineCall.DescribeVcpu, 0, (ulong)&facts, 0, 0, 0);
        ulong count = *facts.UpcallCount;
        for (int i = 0; i < 2; i++)
        {
            Waiter waiter = new(() => Machine.Call((ulong)MachineCall.WaitUpcall, 0, count, 0, 0, 0));
            Interrupt(restarting, waiter, 2);
            Check.That("signals leave a wait for upcalls where it was", waiter.IsAlive);
            Check.Equal("a second thread cannot wait beside it", -Errno.Invalid, Machine.Call((ulong)MachineCall.WaitUpcall, 0, count, 0, 0, 0));
            Check.Equal("or they end it, and another may wait", -Errno.Interrupted, End(ending, waiter));
        }
    }

    private static void Interrupt(Handler handler, Waiter waiter, int times)
    {
        for (int i = 0; i < times; i++)
        {
            waiter.WaitUntilAsleep();
            ulong before = handler.Calls;
            _ = Native.Send(waiter.Id, Native.FirstSignal);
            handler.WaitForCalls(before + 1);
        }

        waiter.WaitUntilAsleep();
    }

    private static long End(Handler handler, Waiter waiter, int signal = Native.SecondSignal)
    {
        waiter.WaitUntilAsleep();
        ulong before = handler.Calls;
        _ = Native.Send(waiter.Id, signal);
        handler.WaitForCalls(before + 1);
        return waiter.Result;
    }
}

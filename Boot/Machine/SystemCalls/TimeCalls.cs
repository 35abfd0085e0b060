using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Clocks and sleeping.</summary>
internal static unsafe class TimeCalls
{
    internal const ulong NanosecondsPerSecond = 1_000_000_000;

    private const ulong Realtime = 0;
    private const ulong ProcessCpuTime = 2;
    private const ulong ThreadCpuTime = 3;
    private const ulong RealtimeCoarse = 5;
    private const ulong Boottime = 7;
    private const ulong AbsoluteFlag = 1;

    internal static long ClockGettime(ulong clock, ulong destination)
    {
        // CPU time is not measured: it would need the clock at every switch.
        if (clock is > Boottime or ProcessCpuTime or ThreadCpuTime)
        {
            return -Errno.Invalid;
        }

        ulong time = clock switch
        {
            Realtime or RealtimeCoarse => Clock.WallClock(),
            _ => Clock.Now(),
        };
        return Store(destination, time);
    }

    internal static long ClockGetres(ulong destination) => destination == 0 ? 0 : Store(destination, 1);

    internal static long Gettimeofday(ulong destination)
    {
        if (!UserMemory.CanWrite(destination, 16))
        {
            return -Errno.Fault;
        }

        ulong now = Clock.WallClock();
        ((ulong*)destination)[0] = now / NanosecondsPerSecond;
        ((ulong*)destination)[1] = now % NanosecondsPerSecond / 1000;
        return 0;
    }

    internal static long Nanosleep(ThreadBlock* thread, ulong request, ulong remaining) => Sleep(thread, request, TimeBase.Relative, remaining);

    internal static long ClockNanosleep(ThreadBlock* thread, in Arguments a)
    {
        TimeBase timeBase = (a.Second & AbsoluteFlag) == 0 ? TimeBase.Relative
            : a.First == Realtime ? TimeBase.WallClock : TimeBase.Monotonic;
        return Sleep(thread, a.Third, timeBase, timeBase == TimeBase.Relative ? a.Fourth : 0);
    }

    /// <summary>Reads a struct timespec and turns it into a deadline of the machine's clock; 0, or a negative error.</summary>
    internal static long ReadDeadline(ulong source, TimeBase timeBase, out ulong deadline)
    {
        deadline = 0;
        if (!UserMemory.CanRead(source, 16))
        {
            return -Errno.Fault;
        }

        const ulong FarAway = ulong.MaxValue / 2;
        ulong seconds = ((ulong*)source)[0];
        ulong nanoseconds = ((ulong*)source)[1];
        if (nanoseconds >= NanosecondsPerSecond || (long)seconds < 0)
        {
            return -Errno.Invalid;
        }

        ulong time = seconds < FarAway / NanosecondsPerSecond ? (seconds * NanosecondsPerSecond) + nanoseconds : FarAway;
        ulong now = Clock.Now();
        switch (timeBase)
        {
            case TimeBase.Relative:
                deadline = now + time;
                break;
            case TimeBase.WallClock:
                deadline = Clock.FromWallClock(time);
                break;
            case TimeBase.Monotonic:
            default:
                deadline = time;
                break;
        }

        return 0;
    }

    /// <summary>
    /// Tells a sleep that a signal ends how much of it was left, where it asked for that: the runtime's own sleep goes on with
    /// what it reads there.
    /// </summary>
    internal static void StoreRemaining(ThreadBlock* thread)
    {
        if (thread->HasDeadline != 0 && thread->RemainingTime != 0)
        {
            ulong now = Clock.Now();
            _ = Store(thread->RemainingTime, thread->Deadline > now ? thread->Deadline - now : 0);
        }
    }

    private static long Sleep(ThreadBlock* thread, ulong request, TimeBase timeBase, ulong remaining)
    {
        long result = ReadDeadline(request, timeBase, out ulong deadline);
        if (result == 0)
        {
            thread->RemainingTime = remaining;
            TimerQueue.Add(thread, deadline);
            Scheduler.Block(thread);
        }

        return result;
    }

    private static long Store(ulong destination, ulong time)
    {
        if (!UserMemory.CanWrite(destination, 16))
        {
            return -Errno.Fault;
        }

        ((ulong*)destination)[0] = time / NanosecondsPerSecond;
        ((ulong*)destination)[1] = time % NanosecondsPerSecond;
        return 0;
    }
}

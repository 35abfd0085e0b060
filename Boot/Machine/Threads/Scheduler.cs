using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Threads;

/// <summary>Decides which thread a CPU goes on with. The caller holds the kernel lock.</summary>
/// <remarks>
/// Round robin with slices. A boosted thread runs next, for what is left of the slice at most, and is then an ordinary one:
/// the runtime's suspension of threads spins and yields, and strict priority would never let the others reach their safe point.
/// The timer is armed only for a deadline or while somebody else wants to run; an idle machine takes no tick.
/// </remarks>
internal static unsafe class Scheduler
{
    private const ulong SliceNanoseconds = 5_000_000;

    /// <summary>Nanoseconds that threads of the program have run, up to the last switch.</summary>
    internal static ulong BusyTime { get; private set; }

    /// <summary>Nanoseconds that the running thread has run in all.</summary>
    internal static ulong RunTimeOf(ThreadBlock* running) => running->RunTime + (Clock.Now() - running->RunningSince);

    /// <summary>Puts the current thread to sleep: the caller has put it where it will be woken.</summary>
    internal static void Block(ThreadBlock* thread) => thread->State = ThreadState.Blocked;

    /// <summary>Makes a sleeping thread runnable; its system call returns <paramref name="result"/>.</summary>
    internal static void Wake(ThreadBlock* thread, long result)
    {
        Unblock(thread, result);
        RunQueue.PushBack(thread);
    }

    /// <summary>As <see cref="Wake"/>, and the thread is the next to run.</summary>
    internal static void WakeBoosted(ThreadBlock* thread, long result)
    {
        Unblock(thread, result);
        RunQueue.PushFront(thread);
    }

    /// <summary>Wakes every thread whose time has come. A timed futex wait returns ETIMEDOUT, a sleep 0.</summary>
    internal static void WakeExpired(ulong now)
    {
        for (ThreadBlock* thread = TimerQueue.TakeExpired(now); thread != null; thread = TimerQueue.TakeExpired(now))
        {
            Wake(thread, thread->FutexAddress != 0 ? -Errno.TimedOut : 0);
        }
    }

    /// <summary>The thread to go on with.</summary>
    /// <param name="cpu">This CPU.</param>
    /// <param name="current">The thread that came in; it goes on unless it sleeps, has ended, or has to give way.</param>
    /// <param name="turn">Whether it has to give way.</param>
    internal static ThreadBlock* Next(CpuBlock* cpu, ThreadBlock* current, Turn turn)
    {
        ulong now = Clock.Now();
        ThreadBlock* next = current;
        bool canGoOn = current != cpu->Idle && current->State == ThreadState.Runnable;
        if (!canGoOn || turn != Turn.Keep || now >= cpu->SliceEnd)
        {
            next = Switch(cpu, current, canGoOn, turn, now);
        }

        // Nobody else wants to run: no slice, and so no tick.
        if (RunQueue.IsEmpty || next == cpu->Idle)
        {
            cpu->SliceEnd = ulong.MaxValue;
        }
        else if (cpu->SliceEnd == ulong.MaxValue)
        {
            cpu->SliceEnd = now + SliceNanoseconds;
        }

        if (next != current)
        {
            Account(cpu, current, next, now);
        }

        Arm(cpu, now);
        return next;
    }

    private static ThreadBlock* Switch(CpuBlock* cpu, ThreadBlock* current, bool canGoOn, Turn turn, ulong now)
    {
        ThreadBlock* next = RunQueue.TakeFirst();
        if (next == null)
        {
            return canGoOn ? current : cpu->Idle;
        }

        if (canGoOn && turn == Turn.GiveWayToBoosted && now < cpu->SliceEnd)
        {
            // The interrupted thread goes on where it was once the boosted one sleeps or the slice ends.
            RunQueue.PushFront(current);
        }
        else
        {
            if (canGoOn)
            {
                RunQueue.PushBack(current);
            }

            cpu->SliceEnd = ulong.MaxValue;
        }

        return next;
    }

    private static void Account(CpuBlock* cpu, ThreadBlock* current, ThreadBlock* next, ulong now)
    {
        ulong ran = now - current->RunningSince;
        current->RunTime += ran;
        BusyTime += current == cpu->Idle ? 0 : ran;
        next->RunningSince = now;
    }

    private static void Arm(CpuBlock* cpu, ulong now)
    {
        ulong wanted = TimerQueue.FirstDeadline < cpu->SliceEnd ? TimerQueue.FirstDeadline : cpu->SliceEnd;

        // A timer that fires too early is harmless and costs less than setting it anew each time.
        if (wanted < cpu->ArmedDeadline)
        {
            cpu->ArmedDeadline = wanted;
            LocalApic.ArmTimer(wanted > now ? wanted - now : 0);
        }
    }

    private static void Unblock(ThreadBlock* thread, long result)
    {
        TimerQueue.Remove(thread);
        FutexTable.Remove(thread);
        thread->State = ThreadState.Runnable;
        thread->Registers.Rax = (ulong)result;
    }
}

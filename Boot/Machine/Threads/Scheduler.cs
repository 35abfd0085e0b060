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

    /// <summary>The timer has fired: it is no longer set, for a deadline or for a slice.</summary>
    internal static void TimerFired(CpuBlock* cpu)
    {
        cpu->TimerInterrupts++;
        cpu->ArmedDeadline = ulong.MaxValue;
        cpu->HasSlice = 0;
        if (TimerQueue.FirstDeadline != ulong.MaxValue)
        {
            WakeExpired(Clock.Now());
        }
    }

    /// <summary>The thread to go on with.</summary>
    /// <param name="cpu">This CPU.</param>
    /// <param name="current">The thread that came in; it goes on unless it sleeps, has ended, or has to give way.</param>
    /// <param name="turn">Whether it has to give way.</param>
    internal static ThreadBlock* Next(CpuBlock* cpu, ThreadBlock* current, Turn turn)
    {
        ThreadBlock* next = current;
        bool canGoOn = current != cpu->Idle && current->State == ThreadState.Runnable;
        if (!canGoOn || turn != Turn.Keep)
        {
            next = Switch(cpu, current, canGoOn, turn);
            cpu->ThreadSwitches += next == current ? 0u : 1u;
        }

        Arm(cpu);
        return next;
    }

    private static ThreadBlock* Switch(CpuBlock* cpu, ThreadBlock* current, bool canGoOn, Turn turn)
    {
        ThreadBlock* next = RunQueue.TakeFirst();
        if (next == null)
        {
            return canGoOn ? current : cpu->Idle;
        }

        if (canGoOn && turn == Turn.GiveWayToBoosted)
        {
            // The interrupted thread goes on where it was once the boosted one sleeps or the slice, which goes on, is over.
            RunQueue.PushFront(current);
        }
        else if (canGoOn)
        {
            RunQueue.PushBack(current);
        }

        return next;
    }

    /// <summary>
    /// Sets the timer for the first deadline, and for the end of a slice while somebody waits to run. Reading the clock and setting
    /// the timer are each an exit to Xen where the counter is emulated, so both are done only when the timer must fire earlier than
    /// it is set to: one that fires too early is harmless.
    /// </summary>
    private static void Arm(CpuBlock* cpu)
    {
        bool needsSlice = !RunQueue.IsEmpty && cpu->HasSlice == 0;
        ulong deadline = TimerQueue.FirstDeadline;
        if (!needsSlice && deadline >= cpu->ArmedDeadline)
        {
            return;
        }

        ulong wait = cpu->HasSlice != 0 || needsSlice ? SliceNanoseconds : ulong.MaxValue;
        if (deadline != ulong.MaxValue)
        {
            ulong now = Clock.Now();
            ulong untilDeadline = deadline > now ? deadline - now : 0;
            wait = untilDeadline < wait ? untilDeadline : wait;
        }

        cpu->HasSlice = needsSlice ? (byte)1 : cpu->HasSlice;
        cpu->ArmedDeadline = deadline;
        LocalApic.ArmTimer(wait);
    }

    private static void Unblock(ThreadBlock* thread, long result)
    {
        TimerQueue.Remove(thread);
        FutexTable.Remove(thread);
        thread->State = ThreadState.Runnable;
        thread->Registers.Rax = (ulong)result;
    }
}

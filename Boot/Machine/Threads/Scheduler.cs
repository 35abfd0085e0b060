using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.Terminal;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Threads;

/// <summary>Decides which thread a CPU goes on with. The caller holds the kernel lock.</summary>
/// <remarks>
/// Round robin with slices. A boosted thread runs next, for what is left of the slice at most, and is then an ordinary one:
/// the runtime's suspension of threads spins and yields, and strict priority would never let the others reach their safe point.
/// All CPUs take from one queue; a CPU that finds nothing there for it is idle until another calls it. One whose thread computes and
/// that has set no slice, as nothing waited then, is not called where any CPU will do: its thread goes on alone until it comes to
/// Machine, while the others share the rest. An interrupt for every thread that waits would cost more than that fairness is worth.
/// A slice is short while somebody waits who has woken up or yielded, and long among threads that compute, or are new: its end is
/// an interrupt and two more exits. The timer is armed only for a deadline or while somebody else wants to run; an idle machine
/// takes no tick. A deadline is one CPU's to wait for: the one that was the last to find an earlier one than all CPUs had set.
/// </remarks>
internal static unsafe class Scheduler
{
    private const ulong NoSlice = ulong.MaxValue;
    private const ulong SliceNanoseconds = 30_000_000;
    private const ulong ShortSliceNanoseconds = 5_000_000;

    /// <summary>Zero, which it is at boot, says that no CPU's timer is set for a deadline.</summary>
    private static ulong s_armedDeadline;

    private static ulong FirstDeadline =>
        TimerQueue.FirstDeadline < RingConsole.Deadline ? TimerQueue.FirstDeadline : RingConsole.Deadline;

    /// <summary>Puts the current thread to sleep: the caller has put it where it will be woken.</summary>
    internal static void Block(ThreadBlock* thread) => thread->State = ThreadState.Blocked;

    /// <summary>Makes a sleeping thread runnable; its system call returns <paramref name="result"/>.</summary>
    internal static void Wake(ThreadBlock* thread, long result)
    {
        Unblock(thread, result);
        RunQueue.PushImpatient(thread);
    }

    /// <summary>As <see cref="Wake"/>, but the thread's system call begins anew.</summary>
    internal static void WakeToRestart(ThreadBlock* thread)
    {
        const ulong SystemCallInstructionLength = 2;
        Wake(thread, (long)thread->RestartableCall);
        thread->Registers.Rip -= SystemCallInstructionLength;
    }

    /// <summary>As <see cref="Wake"/>, and the thread is the next to run.</summary>
    internal static void WakeBoosted(ThreadBlock* thread, long result)
    {
        Unblock(thread, result);
        RunQueue.PushFront(thread);
    }

    /// <summary>Does what was to be done by now: wakes threads, of whose calls a timed futex wait returns ETIMEDOUT and a sleep 0.</summary>
    internal static void WakeExpired(ulong now)
    {
        RingConsole.Look(now);
        for (ThreadBlock* thread = TimerQueue.TakeExpired(now); thread != null; thread = TimerQueue.TakeExpired(now))
        {
            Wake(thread, thread->FutexAddress != 0 ? -Errno.TimedOut : 0);
        }
    }

    /// <summary>The timer has fired: it is no longer set, for a deadline or for a slice.</summary>
    internal static void TimerFired(CpuBlock* cpu)
    {
        cpu->TimerInterrupts++;
        if (cpu->ArmedDeadline == s_armedDeadline)
        {
            s_armedDeadline = 0;
        }

        cpu->ArmedDeadline = ulong.MaxValue;
        cpu->ArmedSlice = NoSlice;
        if (FirstDeadline != ulong.MaxValue)
        {
            WakeExpired(Clock.Now());
        }
    }

    /// <summary>No timer is trusted to be set any more: the next deadline is set anew by whoever leaves Machine first.</summary>
    internal static void ForgetDeadlines()
    {
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            CpuTable.Get(i)->ArmedDeadline = ulong.MaxValue;
        }

        s_armedDeadline = 0;
    }

    /// <summary>The thread to go on with.</summary>
    /// <param name="cpu">This CPU.</param>
    /// <param name="current">The thread that came in; it goes on unless it sleeps, has ended, or has to give way.</param>
    /// <param name="turn">Whether it has to give way.</param>
    internal static ThreadBlock* Next(CpuBlock* cpu, ThreadBlock* current, Turn turn)
    {
        ThreadBlock* next = current;
        bool canGoOn = current != cpu->Idle && current->State == ThreadState.Running;
        if (canGoOn && !Affinity.Allows(current, cpu))
        {
            RunQueue.PushImpatient(current);
            canGoOn = false;
        }

        if (!canGoOn || turn != Turn.Keep)
        {
            next = Switch(cpu, current, canGoOn, turn);
            cpu->ThreadSwitches += next == current ? 0u : 1u;
        }

        Take(cpu, next);
        Arm(cpu);
        OtherCpus.CallForWaiting(cpu);
        return next;
    }

    /// <summary>The CPU runs a thread from now on.</summary>
    private static void Take(CpuBlock* cpu, ThreadBlock* thread)
    {
        bool isIdle = thread == cpu->Idle;
        OtherCpus.HasChosen(cpu, isIdle ? (byte)1 : (byte)0);
        if (!isIdle)
        {
            thread->State = ThreadState.Running;
            thread->CpuIndex = cpu->Index;
            if (cpu->MustFlush != 0)
            {
                cpu->MustFlush = 0;
                PageTables.Load();
            }
        }
    }

    private static ThreadBlock* Switch(CpuBlock* cpu, ThreadBlock* current, bool canGoOn, Turn turn)
    {
        ThreadBlock* next = RunQueue.TakeFirst(cpu);
        if (next == null)
        {
            return canGoOn ? current : cpu->Idle;
        }

        if (!canGoOn)
        {
            return next;
        }

        switch (turn)
        {
            case Turn.GiveWayToBoosted:
                // The interrupted thread goes on where it was once the boosted one sleeps or the slice, which goes on, is over.
                RunQueue.PushFront(current);
                break;
            case Turn.Yield:
                RunQueue.PushImpatient(current);
                break;
            default:
                RunQueue.PushBack(current);
                break;
        }

        return next;
    }

    /// <summary>
    /// Sets the timer for the first deadline, and for the end of a slice while somebody waits to run. Reading the clock and setting
    /// the timer are each an exit to Xen where the counter is emulated, so both are done only for a deadline that is earlier, or a
    /// slice that is shorter, than the timer is set for. One that fires too early is harmless, and a slice that begins anew with it, too.
    /// </summary>
    private static void Arm(CpuBlock* cpu)
    {
        ulong slice = !RunQueue.HasFor(cpu) ? NoSlice : RunQueue.HasImpatientFor(cpu) ? ShortSliceNanoseconds : SliceNanoseconds;
        ulong deadline = FirstDeadline;
        bool isSet = s_armedDeadline != 0 && s_armedDeadline <= deadline;
        if (slice >= cpu->ArmedSlice && (isSet || deadline == ulong.MaxValue))
        {
            return;
        }

        cpu->ArmedSlice = slice < cpu->ArmedSlice ? slice : cpu->ArmedSlice;
        if (!isSet && deadline != ulong.MaxValue)
        {
            cpu->ArmedDeadline = deadline;
            s_armedDeadline = deadline;
        }

        // What this CPU alone waits for stays set when its slice becomes shorter.
        ulong wait = cpu->ArmedSlice;
        if (cpu->ArmedDeadline != ulong.MaxValue)
        {
            ulong now = Clock.Now();
            ulong untilDeadline = cpu->ArmedDeadline > now ? cpu->ArmedDeadline - now : 0;
            wait = untilDeadline < wait ? untilDeadline : wait;
        }

        LocalApic.ArmTimer(wait);
    }

    private static void Unblock(ThreadBlock* thread, long result)
    {
        TimerQueue.Remove(thread);
        FutexTable.Remove(thread);
        thread->Registers.Rax = (ulong)result;
    }
}

using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.SystemCalls;
using XenGuest.Machine.Traps;
using XenGuest.Machine.Xen;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Threads;

/// <summary>Signals: how the runtime hears of faults, and how it stops its threads for the garbage collector.</summary>
internal static unsafe class Signals
{
    internal const int IllegalInstruction = 4;
    internal const int Trap = 5;
    internal const int Abort = 6;
    internal const int ArithmeticError = 8;
    internal const int SegmentationFault = 11;

    internal const int Count = 64;

    internal const int CodeMappingError = 1;
    internal const int CodeAccessError = 2;
    internal const int CodeDivide = 1;
    internal const int CodeFloatingPoint = 7;
    internal const int CodeIllegalOperand = 2;
    internal const int CodeKernel = 0x80;

    /// <summary>SI_TKILL: sent by a thread. The runtime takes a suspension signal only from its own process.</summary>
    private const int CodeThreadKill = -6;

    private const ulong ActionDefault = 0;
    private const ulong ActionIgnore = 1;

    private static Actions s_actions;

    /// <summary>The kernel's struct sigaction of a signal: handler, flags, restorer, mask.</summary>
    internal static SignalAction* Action(int signal)
    {
        fixed (ulong* words = s_actions.Words)
        {
            return (SignalAction*)words + signal;
        }
    }

    /// <summary>Delivers a fault of the thread to its handler at once; without one the machine stops.</summary>
    internal static void RaiseFault(ThreadBlock* thread, int signal, int code, ulong address)
    {
        SignalAction* action = Action(signal);
        bool blocked = (thread->SignalMask & Bit(signal)) != 0;
        if (blocked || action->Handler is ActionDefault or ActionIgnore || !SignalFrame.TryPush(thread, signal, code, address, action))
        {
            FaultReport.Print(&thread->Registers, address, "in the program"u8);
            Die(thread, signal, address);
        }
    }

    /// <summary>Marks a signal as pending; it is delivered on the thread's way out. A sleeping thread is woken for it.</summary>
    internal static void Send(ThreadBlock* thread, int signal)
    {
        SignalAction* action = Action(signal);
        if (IsIgnored(signal))
        {
            return;
        }

        thread->PendingSignals |= Bit(signal);
        if (thread->State == ThreadState.Blocked && (thread->SignalMask & Bit(signal)) == 0)
        {
            Upcall.Forget(thread);
            Interrupt(thread, action);
        }
        else if (thread->State == ThreadState.Running && thread->CpuIndex != Cpu.Current->Index)
        {
            // It is on another CPU, in the program or on its way there: the interrupt takes it through Machine once more.
            OtherCpus.Call(CpuTable.Get(thread->CpuIndex));
        }
    }

    /// <summary>
    /// Ends the wait that a thread has just begun if a signal is pending: one sent by another CPU while the thread was on its way to
    /// sleep, when it did not sleep yet.
    /// </summary>
    internal static void EndWait(ThreadBlock* thread)
    {
        ulong pending = thread->PendingSignals & ~thread->SignalMask;
        if (thread->State == ThreadState.Blocked && pending != 0)
        {
            int first = 1;
            while ((pending & Bit(first)) == 0)
            {
                first++;
            }

            Upcall.Forget(thread);
            Interrupt(thread, Action(first));
        }
    }

    /// <summary>Delivers what is pending and not masked, the lowest number last, so that its handler runs first.</summary>
    internal static void Deliver(ThreadBlock* thread)
    {
        for (int signal = Count; signal > 0; signal--)
        {
            ulong bit = Bit(signal);
            if ((thread->PendingSignals & ~thread->SignalMask & bit) == 0)
            {
                continue;
            }

            thread->PendingSignals &= ~bit;
            SignalAction* action = Action(signal);
            if (IsIgnored(signal))
            {
                continue;
            }

            if (action->Handler == ActionDefault || !SignalFrame.TryPush(thread, signal, CodeThreadKill, (ulong)ThreadTable.ProcessId, action))
            {
                if (signal != Abort)
                {
                    FaultReport.Print(&thread->Registers, 0, "in the program"u8);
                }

                Die(thread, signal, 0);
            }
        }
    }

    /// <summary>Whether nothing happens: by the program's wish, or because Linux does nothing where the program has no wish.</summary>
    private static bool IsIgnored(int signal)
    {
        const int Child = 17;
        const int Continue = 18;
        const int Urgent = 23;
        const int WindowChange = 28;
        ulong handler = Action(signal)->Handler;
        return handler == ActionIgnore || (handler == ActionDefault && signal is (Child or Continue or Urgent or WindowChange));
    }

    private static ulong Bit(int signal) => 1UL << (signal - 1);

    /// <summary>Takes a thread out of its wait: a wait without a time-out starts again after the handler, another returns EINTR.</summary>
    private static void Interrupt(ThreadBlock* thread, SignalAction* action)
    {
        bool restart = (action->Flags & SignalAction.Restart) != 0 && thread->HasDeadline == 0;
        TimeCalls.StoreRemaining(thread);
        if (restart)
        {
            Scheduler.WakeToRestart(thread);
        }
        else
        {
            Scheduler.Wake(thread, -Errno.Interrupted);
        }
    }

    private static void Die(ThreadBlock* thread, int signal, ulong address)
    {
        TextLine line = default;
        line.Add("XenGuest: ERROR machine: "u8);
        if (signal == Abort)
        {
            line.Add("the program aborted"u8);
            LastWords.AddTo(ref line);
        }
        else if (signal == SegmentationFault && AddressSpace.IsStackGuard(address, thread->Registers.Rsp))
        {
            line.Add("stack overflow in thread "u8);
            line.AddDecimal((ulong)thread->Id);
        }
        else
        {
            line.Add("signal "u8);
            line.AddDecimal((ulong)signal);
            line.Add(" in thread "u8);
            line.AddDecimal((ulong)thread->Id);
            line.Add(" that nobody handles"u8);
        }

        line.Write();
        Power.Off(Power.ErrorCode);
    }

    private struct Actions
    {
        internal fixed ulong Words[(Count + 1) * 4];
    }
}

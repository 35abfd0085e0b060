using System.Runtime;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Processor;
using XenGuest.Machine.SystemCalls;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Traps;

/// <summary>Every way into Machine after boot.</summary>
internal static unsafe class Trap
{
    // Page-fault error code.
    private const ulong FaultPresent = 1;
    private const ulong FaultWrite = 2;
    private const ulong FaultReserved = 8;
    private const ulong FaultFetch = 16;

    /// <summary>Handles a trap of the thread whose registers are saved in its block; returns the thread to go on with.</summary>
    [RuntimeExport("machine_trap")]
    private static ThreadBlock* Handle(ThreadBlock* thread)
    {
        CpuBlock* cpu = Cpu.Current;
        if (thread->Registers.Vector == Vector.Request)
        {
            // Whoever asks holds the lock and waits.
            CpuRequests.Serve(cpu);
            LocalApic.EndOfInterrupt();
            return thread;
        }

        KernelLock.Acquire(cpu);
        Turn turn = Turn.Keep;
        switch (thread->Registers.Vector)
        {
            case Vector.SystemCall:
                turn = SystemCall.Handle(cpu, thread);
                break;
            case Vector.Timer:
                LocalApic.EndOfInterrupt();
                Scheduler.TimerFired(cpu);
                turn = Turn.GiveWay;
                break;
            case Vector.Reschedule:
                LocalApic.EndOfInterrupt();
                NonMaskable.Report(cpu);
                break;
            case Vector.UpcallOfVcpu:
                // Before the events are looked for: one that comes after is a new interrupt.
                LocalApic.EndOfInterrupt();
                turn = Upcall.Take(cpu);
                break;
            case Vector.Upcall:
                turn = Upcall.Take(cpu);
                break;
            case Vector.Spurious:
                break;
            case Vector.PageFault:
                HandlePageFault(thread, Instructions.ReadFaultAddress());
                break;
            default:
                HandleException(thread);
                break;
        }

        ThreadBlock* next = Leave(cpu, thread, turn);
        KernelLock.Release();
        return next;
    }

    /// <summary>The thread to go on with after a trap of another, or the same; what waits for it is delivered.</summary>
    internal static ThreadBlock* Leave(CpuBlock* cpu, ThreadBlock* thread, Turn turn)
    {
        Signals.EndWait(thread);
        ThreadBlock* next = Scheduler.Next(cpu, thread, turn);
        if (thread->State == ThreadState.Ended)
        {
            ThreadTable.Free(thread);
        }

        if (next->PendingSignals != 0)
        {
            Signals.Deliver(next);
        }

        return next;
    }

    /// <summary>A fault inside Machine, or one that can hit anywhere. There is no way on.</summary>
    [RuntimeExport("machine_fatal")]
    private static void Fatal(RegisterFrame* registers)
    {
        // Without the lock, which this CPU may hold: from here on no other ends the machine with success.
        Power.MustFail();
        FaultReport.Print(registers, Instructions.ReadFaultAddress(), "in the machine"u8);
        ThreadBlock* thread = Cpu.Current->Current;
        if (thread != null)
        {
            TextLine line = default;
            line.Add("  while it handled vector "u8);
            line.AddDecimal(thread->Registers.Vector);
            line.Add(" of thread "u8);
            line.AddDecimal((ulong)thread->Id);
            line.Add(" at "u8);
            line.AddHex(thread->Registers.Rip);
            line.Write();
        }

        Stop.With("fault in the machine"u8);
    }

    private static void HandlePageFault(ThreadBlock* thread, ulong address)
    {
        ulong error = thread->Registers.ErrorCode;
        uint access = (error & FaultFetch) != 0 ? Protection.Execute : (error & FaultWrite) != 0 ? Protection.Write : Protection.Read;
        bool wasPresent = (error & FaultPresent) != 0;
        switch (AddressSpace.TryMakeResident(address, access))
        {
            case PageOutcome.AlreadyResident when (error & FaultReserved) != 0:
            case PageOutcome.Refused:
                int code = wasPresent || AddressSpace.IsReserved(address) ? Signals.CodeAccessError : Signals.CodeMappingError;
                Signals.RaiseFault(thread, Signals.SegmentationFault, code, address);
                break;
            case PageOutcome.OutOfMemory:
                Stop.With("out of memory: no frame left for the program"u8);
                break;
            case PageOutcome.AlreadyResident:
                // Another CPU was first, while this one was on its way here with what the page allowed before.
                Instructions.InvalidatePage(address);
                break;
            case PageOutcome.Resident:
            default:
                break;
        }
    }

    private static void HandleException(ThreadBlock* thread)
    {
        const ulong Debug = 1;
        const ulong Breakpoint = 3;
        const ulong InvalidOpcode = 6;
        const ulong X87Error = 16;
        const ulong SimdError = 19;
        ulong rip = thread->Registers.Rip;
        switch (thread->Registers.Vector)
        {
            case Vector.DivideError:
                Signals.RaiseFault(thread, Signals.ArithmeticError, Signals.CodeDivide, rip);
                break;
            case X87Error:
            case SimdError:
                Signals.RaiseFault(thread, Signals.ArithmeticError, Signals.CodeFloatingPoint, rip);
                break;
            case InvalidOpcode:
                Signals.RaiseFault(thread, Signals.IllegalInstruction, Signals.CodeIllegalOperand, rip);
                break;
            case Debug:
            case Breakpoint:
                Signals.RaiseFault(thread, Signals.Trap, Signals.CodeKernel, rip);
                break;
            case Vector.GeneralProtection:
                // An address that is not canonical is how most of these come about; Linux reports them as address 0, too.
                Signals.RaiseFault(thread, Signals.SegmentationFault, Signals.CodeKernel, 0);
                break;
            default:
                FaultReport.Print(&thread->Registers, 0, "in the program"u8);
                Stop.With("unexpected exception"u8);
                break;
        }
    }
}

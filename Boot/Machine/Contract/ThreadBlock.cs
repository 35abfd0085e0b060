using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>A thread as Machine keeps it: one frame of memory.</summary>
/// <remarks>
/// The registers come first: an interrupt saves them here and never touches the thread's own stack, whose red zone is in use.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ThreadBlock
{
    internal RegisterFrame Registers;

    /// <summary>FXSAVE area; the processor wants it aligned to 16 bytes.</summary>
    internal fixed byte FloatingPoint[512];

    /// <summary>FS base: musl's and .NET's thread pointer.</summary>
    internal ulong ThreadPointer;

    internal int Id;
    internal ThreadState State;

    /// <summary>Neighbours on the run queue, or on the list of a futex bucket; a thread is on at most one of them.</summary>
    internal ThreadBlock* Next;
    internal ThreadBlock* Previous;

    /// <summary>Neighbours on the timer queue.</summary>
    internal ThreadBlock* NextSleeper;
    internal ThreadBlock* PreviousSleeper;

    /// <summary>Neighbours among all threads.</summary>
    internal ThreadBlock* NextOfAll;
    internal ThreadBlock* PreviousOfAll;

    /// <summary>The futex word waited for, or 0.</summary>
    internal ulong FutexAddress;
    internal uint FutexBits;

    /// <summary>1 while it is in the run queue because it woke up or yielded.</summary>
    internal byte IsImpatient;

    /// <summary>Whether the thread is on the timer queue, and until when, in nanoseconds of the machine's clock.</summary>
    internal byte HasDeadline;
    internal ulong Deadline;

    /// <summary>Where a sleep wants to know what a signal left of it (struct timespec), or 0.</summary>
    internal ulong RemainingTime;

    /// <summary>What the interrupted system call was, so that a signal can restart it.</summary>
    internal ulong RestartableCall;

    /// <summary>set_tid_address: cleared and woken when the thread ends.</summary>
    internal ulong ClearOnExit;

    internal ulong SignalMask;
    internal ulong PendingSignals;
    internal ulong AlternateStack;
    internal ulong AlternateStackSize;

    /// <summary>The CPU it runs on or last ran on.</summary>
    internal uint CpuIndex;

    /// <summary>1 if it may not run on every CPU; then <see cref="Affinity"/> has a bit for each that it may run on.</summary>
    internal byte IsRestricted;
    internal fixed ulong Affinity[2];

    /// <summary>The CPU whose upcall the thread waits for, or null.</summary>
    internal CpuBlock* UpcallAwaited;
}

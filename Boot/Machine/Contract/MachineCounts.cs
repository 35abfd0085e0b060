using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>What Machine has counted since the start, and what it has left.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MachineCounts
{
    /// <summary>How often a CPU's timer has interrupted it; this and the next three of all CPUs together.</summary>
    internal ulong TimerInterrupts;

    /// <summary>How often a CPU went on with another thread than before.</summary>
    internal ulong ThreadSwitches;

    /// <summary>Interrupts that came a second time, with interrupts off, and were dropped.</summary>
    internal ulong DroppedInterrupts;

    /// <summary>How often a CPU has done what another asked of it, by an interrupt or while it waited.</summary>
    internal ulong ServedRequests;

    /// <summary>Frames of 4096 bytes that can still be handed out.</summary>
    internal ulong AvailableFrames;

    /// <summary>CPUs that run threads by now.</summary>
    internal ulong OnlineCpus;

    /// <summary>Threads that there are.</summary>
    internal ulong Threads;
}

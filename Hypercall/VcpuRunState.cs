using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>How a vCPU has spent its time so far. All times are in nanoseconds of Xen's system time.</summary>
public readonly struct VcpuRunState
{
    internal unsafe VcpuRunState(RunState state, ulong since, ulong* times)
    {
        State = state;
        SinceNanoseconds = since;
        RunningNanoseconds = times[(int)RunState.Running];
        RunnableNanoseconds = times[(int)RunState.Runnable];
        BlockedNanoseconds = times[(int)RunState.Blocked];
        OfflineNanoseconds = times[(int)RunState.Offline];
    }

    /// <summary>What it does now.</summary>
    public RunState State { get; }

    /// <summary>Since when.</summary>
    public ulong SinceNanoseconds { get; }

    /// <summary>For how long it has run.</summary>
    public ulong RunningNanoseconds { get; }

    /// <summary>For how long it has waited for a processor: stolen time.</summary>
    public ulong RunnableNanoseconds { get; }

    /// <summary>For how long it has waited for an event.</summary>
    public ulong BlockedNanoseconds { get; }

    /// <summary>For how long it has been down or paused.</summary>
    public ulong OfflineNanoseconds { get; }
}

using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>How a vCPU has spent its time so far. All times are in nanoseconds of Xen's system time.</summary>
public readonly struct VcpuRunState
{
    /// <summary>The run state as Xen writes it.</summary>
    /// <param name="info">A whole copy. <see cref="RunStateFlags.Update"/> is left out of its time.</param>
    public unsafe VcpuRunState(in VcpuRunstateInfo64 info)
    {
        fixed (ulong* times = info.Time)
        {
            this = new VcpuRunState(info.State, info.StateEntryTime & ~RunStateFlags.Update, times);
        }
    }

    private VcpuRunState(RunState state, ulong since, ulong running, ulong runnable, ulong blocked, ulong offline)
    {
        State = state;
        SinceNanoseconds = since;
        RunningNanoseconds = running;
        RunnableNanoseconds = runnable;
        BlockedNanoseconds = blocked;
        OfflineNanoseconds = offline;
    }

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
    /// <remarks>Beside what is <see cref="OfflineNanoseconds"/>.</remarks>
    public ulong RunnableNanoseconds { get; }

    /// <summary>For how long it has waited for an event.</summary>
    public ulong BlockedNanoseconds { get; }

    /// <summary>For how long it has been down or paused.</summary>
    public ulong OfflineNanoseconds { get; }

    /// <summary>For how long it could not run although it may have wanted to: while it waited for a processor, was paused or down.</summary>
    public ulong StolenNanoseconds => unchecked(RunnableNanoseconds + OfflineNanoseconds);

    /// <summary>The same with what it has done since the last change.</summary>
    /// <param name="systemTimeNanoseconds">Now. One before the last change adds nothing: it was read before that.</param>
    /// <returns>As VCPUOP_get_runstate_info would say it then.</returns>
    public VcpuRunState At(ulong systemTimeNanoseconds)
    {
        ulong since = systemTimeNanoseconds > SinceNanoseconds ? systemTimeNanoseconds - SinceNanoseconds : 0;
        return new VcpuRunState(
            State,
            SinceNanoseconds,
            unchecked(RunningNanoseconds + (State == RunState.Running ? since : 0)),
            unchecked(RunnableNanoseconds + (State == RunState.Runnable ? since : 0)),
            unchecked(BlockedNanoseconds + (State == RunState.Blocked ? since : 0)),
            unchecked(OfflineNanoseconds + (State == RunState.Offline ? since : 0)));
    }
}

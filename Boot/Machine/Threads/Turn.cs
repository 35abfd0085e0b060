namespace XenGuest.Machine.Threads;

/// <summary>Whether the current thread has to let another run.</summary>
internal enum Turn
{
    /// <summary>It goes on, if it can.</summary>
    Keep,

    /// <summary>Every runnable thread runs first: the slice is over.</summary>
    GiveWay,

    /// <summary>Every runnable thread runs first, but soon: this one waits for what one of them does (sched_yield).</summary>
    Yield,

    /// <summary>A boosted thread runs first, and then this one.</summary>
    GiveWayToBoosted,
}

namespace XenGuest.Machine.Contract;

/// <summary>What a thread is doing.</summary>
internal enum ThreadState
{
    /// <summary>On the run queue, or running.</summary>
    Runnable,

    /// <summary>Waits for a futex, a deadline, or both.</summary>
    Blocked,

    /// <summary>Ended; its block is freed once no CPU stands on it.</summary>
    Ended,
}

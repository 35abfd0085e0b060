namespace XenGuest.Machine.Contract;

/// <summary>What a thread is doing.</summary>
internal enum ThreadState
{
    /// <summary>On the run queue.</summary>
    Runnable,

    /// <summary>A CPU runs it: the one whose index it has.</summary>
    Running,

    /// <summary>Waits for a futex, a deadline, an upcall, or more than one of them.</summary>
    Blocked,

    /// <summary>Ended; its block is freed once no CPU stands on it.</summary>
    Ended,
}

namespace XenGuest.Machine.Threads;

/// <summary>The kernel's struct sigaction (arch/x86): what rt_sigaction passes.</summary>
internal struct SignalAction
{
    /// <summary>SA_ONSTACK: run on the alternate stack, if there is one.</summary>
    internal const ulong OnStack = 0x0800_0000;

    /// <summary>SA_RESTART: an interrupted wait starts again.</summary>
    internal const ulong Restart = 0x1000_0000;

    /// <summary>SA_NODEFER: the signal is not masked while its handler runs.</summary>
    internal const ulong NoDefer = 0x4000_0000;

    internal ulong Handler;
    internal ulong Flags;
    internal ulong Restorer;
    internal ulong Mask;
}

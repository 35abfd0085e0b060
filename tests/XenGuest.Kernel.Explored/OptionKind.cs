namespace XenGuest.Kernel.Explored;

/// <summary>What happens next.</summary>
internal enum OptionKind
{
    /// <summary>The thread that runs goes on.</summary>
    GoOn,

    /// <summary>A thread's oldest late store becomes visible.</summary>
    ShowStore,

    /// <summary>Another thread runs.</summary>
    Switch,
}

namespace XenGuest.Kernel;

/// <summary>What has become of a grant.</summary>
public enum GrantState
{
    /// <summary>It is over: the peer does not hold the page, and cannot get it again.</summary>
    Ended,

    /// <summary>The peer may use the page.</summary>
    Active,

    /// <summary>A thread is ending it.</summary>
    Ending,

    /// <summary>It was to end, but the peer holds the page: neither page nor reference may be used for anything else.</summary>
    Quarantined,
}

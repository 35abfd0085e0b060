namespace XenGuest.Kernel;

/// <summary>How far a balloon is.</summary>
public enum BalloonOutcome
{
    /// <summary>It holds as many frames as it shall.</summary>
    Met,

    /// <summary>It got nearer, and another step may get it nearer still.</summary>
    Underway,

    /// <summary>This domain has no more frames that it can do without.</summary>
    TooFewFree,

    /// <summary>Xen has no memory for this domain: it has all it may have, or the host has none.</summary>
    NoMemory,

    /// <summary>Xen does not take a frame, or answers an error.</summary>
    Refused,
}

namespace XenGuest.Kernel;

/// <summary>What came of an event, as whoever consumes it says.</summary>
public enum EventUse
{
    /// <summary>There was work to do.</summary>
    Handled,

    /// <summary>There was nothing to do, or nobody has taken the event before yet.</summary>
    Spurious,
}

namespace XenGuest.BootGuests.Fairness;

/// <summary>Who raises a storm's port.</summary>
internal enum StormFeed
{
    /// <summary>The handler of the port, each time that it runs.</summary>
    ItsOwnHandler,

    /// <summary>Other threads.</summary>
    Threads,
}

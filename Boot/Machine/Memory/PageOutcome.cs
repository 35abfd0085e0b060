namespace XenGuest.Machine.Memory;

/// <summary>What came of giving a page a frame.</summary>
internal enum PageOutcome
{
    /// <summary>The page has a frame.</summary>
    Resident,

    /// <summary>No area allows the access.</summary>
    Refused,

    /// <summary>There is no frame left.</summary>
    OutOfMemory,
}

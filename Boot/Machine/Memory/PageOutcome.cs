namespace XenGuest.Machine.Memory;

/// <summary>What came of giving a page a frame.</summary>
internal enum PageOutcome
{
    /// <summary>The page allows the access now.</summary>
    Resident,

    /// <summary>The page allowed the access before: a fault of the processor there has another reason.</summary>
    AlreadyResident,

    /// <summary>No area allows the access.</summary>
    Refused,

    /// <summary>There is no frame left.</summary>
    OutOfMemory,
}

namespace XenGuest.Xg.Rig;

/// <summary>What a run of a guest came to, by rising severity.</summary>
internal enum Verdict
{
    /// <summary>What was tested holds.</summary>
    Success,

    /// <summary>The test does not apply to what it ran on.</summary>
    Skip,

    /// <summary>What was tested does not hold.</summary>
    Failure,

    /// <summary>The guest, or what it ran on, broke before it could tell.</summary>
    Error,
}

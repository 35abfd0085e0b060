namespace XenGuest.Machine.SystemCalls;

/// <summary>What a time that a program passes counts from.</summary>
internal enum TimeBase
{
    /// <summary>From now.</summary>
    Relative,

    /// <summary>From the start of the machine's clock.</summary>
    Monotonic,

    /// <summary>From 1970.</summary>
    WallClock,
}

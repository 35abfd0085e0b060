namespace XenGuest.Conformance.Grants;

/// <summary>What is at a place.</summary>
public enum GrantPlaceState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>A page of the guest's.</summary>
    Memory,

    /// <summary>A grant, mapped for reading.</summary>
    MappedForReading,

    /// <summary>A grant, mapped for writing.</summary>
    MappedForWriting,
}

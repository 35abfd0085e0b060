namespace XenGuest.Kernel;

/// <summary>Where one frame of entries lies, and of version 2 what Xen writes about them.</summary>
internal readonly unsafe struct GrantPlace
{
    internal GrantPlace(byte* entries, byte* statuses)
    {
        Entries = entries;
        Statuses = statuses;
    }

    internal byte* Entries { get; }

    /// <summary>The status of the frame's first entry; nothing under version 1.</summary>
    internal byte* Statuses { get; }
}

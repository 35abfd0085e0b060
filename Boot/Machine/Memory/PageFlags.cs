namespace XenGuest.Machine.Memory;

/// <summary>Flags of a page-table entry. No page is ever writable and executable.</summary>
internal static class PageFlags
{
    internal const ulong Present = 1;
    internal const ulong Write = 2;
    internal const ulong WriteThrough = 1 << 3;
    internal const ulong CacheDisable = 1 << 4;
    internal const ulong Large = 1 << 7;
    internal const ulong NoExecute = 1UL << 63;

    /// <summary>A bit the processor ignores: the entry holds a frame whose area allows no access at present.</summary>
    internal const ulong Withheld = 1 << 9;

    internal const ulong FrameMask = 0x000F_FFFF_FFFF_F000;

    internal const ulong Data = Present | Write | NoExecute;
    internal const ulong DeviceData = Data | WriteThrough | CacheDisable;
    internal const ulong ReadOnly = Present | NoExecute;
    internal const ulong Code = Present;

    /// <summary>Entries above the leaves allow everything; the leaves decide.</summary>
    internal const ulong Table = Present | Write;
}

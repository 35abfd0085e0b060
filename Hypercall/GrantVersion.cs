namespace XenGuest.Hypercall;

/// <summary>The form of a grant table's entries. The enumeration is open.</summary>
public enum GrantVersion : uint
{
    /// <summary>8 bytes an entry: whole pages, frames below 2^32. Xen marks use in the entry itself.</summary>
    One = 1,

    /// <summary>
    /// 16 bytes an entry: parts of pages and other domains' grants too. Xen marks use in status frames of their own.
    /// </summary>
    Two = 2,
}

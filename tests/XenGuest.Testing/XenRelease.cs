namespace XenGuest.Testing;

/// <summary>The release whose rules a model plays. Every difference in an answer hangs on this.</summary>
public enum XenRelease
{
    /// <summary>Xen 4.17, as Debian 12 has it.</summary>
    Xen417 = (4 << 16) | 17,

    /// <summary>Xen 4.20, as Debian 13 has it.</summary>
    Xen420 = (4 << 16) | 20,

    /// <summary>Xen 4.21: the first with virtual interrupts per domain.</summary>
    Xen421 = (4 << 16) | 21,
}

namespace XenGuest.Hypercall;

/// <summary>What became of the attempt to get a hypercall page.</summary>
public enum HypercallPageState
{
    /// <summary>Xen has filled the page: hypercalls may be made through it.</summary>
    Ready,

    /// <summary>No CPUID leaf carries Xen's signature: this is not a guest of Xen.</summary>
    NoXen,

    /// <summary>Xen wants more than the one page there is, or none.</summary>
    UnexpectedPageCount,

    /// <summary>Xen took the page's address, but the page is still as it was: the address is not the page's.</summary>
    NotWritten,
}

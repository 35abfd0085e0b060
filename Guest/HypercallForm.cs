namespace XenGuest;

/// <summary>How a hypercall enters Xen.</summary>
public enum HypercallForm
{
    /// <summary>Through the hypercall page that Xen fills.</summary>
    Page,

    /// <summary>Straight, by vmmcall or vmcall, whichever the processor has.</summary>
    Direct,
}

namespace XenGuest.Hypercall.Emission;

/// <summary>How a trampoline enters Xen.</summary>
public enum HypercallForm
{
    /// <summary>Through the hypercall page that Xen fills: slot <c>number</c>, 32 bytes each.</summary>
    ByPage,

    /// <summary>By the instruction of Intel's processors.</summary>
    Vmcall,

    /// <summary>By the instruction of AMD's processors.</summary>
    Vmmcall,
}

namespace XenGuest;

/// <summary>How Xen's upcalls reach the vCPUs.</summary>
public enum UpcallWay
{
    /// <summary>By a vector of each vCPU's own, through its local interrupt controller: ends with an EOI, and hardware can do it without Xen.</summary>
    Vcpu,

    /// <summary>By one vector for the domain, past the interrupt controllers: needs no EOI.</summary>
    Domain,
}

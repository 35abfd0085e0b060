namespace XenGuest.Kernel;

/// <summary>How a channel came to be bound.</summary>
internal enum EventBindingKind
{
    /// <summary>By somebody else for this domain.</summary>
    Given,

    /// <summary>Offered to a domain.</summary>
    Unbound,

    /// <summary>Connected to a port that a domain offers.</summary>
    Interdomain,

    /// <summary>To a virtual interrupt of a vCPU.</summary>
    VirtualInterrupt,

    /// <summary>To signals of this domain's vCPUs to one of them.</summary>
    InterprocessorInterrupt,

    /// <summary>To a physical interrupt.</summary>
    PhysicalInterrupt,
}

namespace XenGuest.Testing;

/// <summary>What a domain is built as.</summary>
public enum GuestKind
{
    /// <summary>Hardware virtualisation without emulated devices: upcalls come by vector only.</summary>
    Pvh,

    /// <summary>Hardware virtualisation with emulated devices: upcalls may come by an interrupt line too.</summary>
    Hvm,
}

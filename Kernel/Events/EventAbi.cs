namespace XenGuest.Kernel;

/// <summary>How Xen and a domain share the state of its ports.</summary>
public enum EventAbi
{
    /// <summary>A pending bit and a mask bit for each port in the shared page; 4096 ports, 1024 in a 32-bit guest.</summary>
    TwoLevel,

    /// <summary>A word for each port in pages of the guest, and 16 queues for each vCPU; 131072 ports.</summary>
    Fifo,
}

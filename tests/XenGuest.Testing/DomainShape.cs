using XenGuest.Hypercall;

namespace XenGuest.Testing;

/// <summary>What a domain is given when it is created.</summary>
public sealed class DomainShape
{
    /// <summary>How it is built.</summary>
    public GuestKind Kind { get; init; } = GuestKind.Pvh;

    /// <summary>How many vCPUs it has; all of them are up.</summary>
    public int VcpuCount { get; init; } = 1;

    /// <summary>How many pages of memory it has, from guest frame 0 on.</summary>
    public int FrameCount { get; init; } = 64;

    /// <summary>The bytes of the word in which its vCPUs run: 8, or 4 for 32-bit code.</summary>
    public int WordSize { get; init; } = 8;

    /// <summary>The highest port it may have: 1023 is what the toolstack gives unless told otherwise.</summary>
    public uint MaximumPort { get; init; } = 1023;

    /// <summary>How many physical interrupts it may bind.</summary>
    public uint PhysicalInterruptCount { get; init; } = 48;

    /// <summary>How many frames its grant table may have: 64 is what Xen and the toolstack give unless told otherwise.</summary>
    public uint MaximumGrantFrames { get; init; } = 64;

    /// <summary>The highest version its grant table may have.</summary>
    public GrantVersion MaximumGrantVersion { get; init; } = GrantVersion.Two;

    /// <summary>How many grants it may have mapped: Xen gives 1024 pages of them unless told otherwise.</summary>
    public int MaximumMappingCount { get; init; } = 1024 * 256;

    /// <summary>Whether it is the control domain, which may act on others.</summary>
    public bool IsControlDomain { get; init; }
}

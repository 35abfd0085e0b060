using XenGuest.Hypercall;

namespace XenGuest.Conformance;

/// <summary>What scripts are replayed on: Xen, from a guest on it, or the model. It has two vCPUs; the script runs on vCPU 0.</summary>
public abstract unsafe class ReplayTarget
{
    /// <summary>The vCPUs whose words are looked at.</summary>
    public const int VcpuCount = 2;

    /// <summary>The pages that the guest can lend to Xen.</summary>
    public const int PageCount = 6;

    /// <summary>The hypercalls.</summary>
    public abstract Hypervisor Hypervisor { get; }

    /// <summary>The page shared with Xen, whose vcpu_info structures are in use.</summary>
    public abstract byte* SharedInfo { get; }

    /// <summary>An event channel operation past every refusal of the library: any command, any argument.</summary>
    public abstract HypercallResult EventChannelOp(uint command, void* argument);

    /// <summary>The hypercall that took event channel operations before Xen 3.1.</summary>
    public abstract HypercallResult EventChannelOpCompat(void* argument);

    /// <summary>Where one of the pages is mapped.</summary>
    public abstract byte* PageAt(uint page);

    /// <summary>The frame of one of the pages.</summary>
    public abstract GuestFrame FrameOf(uint page);
}

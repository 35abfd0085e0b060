using XenGuest.Hypercall;

namespace XenGuest.Conformance.Grants;

/// <summary>What scripts about grants are replayed on: Xen, from a guest on it, or the model. The domain grants to itself.</summary>
public abstract unsafe class GrantTarget
{
    /// <summary>The hypercalls.</summary>
    public abstract Hypervisor Hypervisor { get; }

    /// <summary>The domain's number.</summary>
    public abstract DomainId Own { get; }

    /// <summary>Takes a page that was never used. Both sides take theirs in the same order.</summary>
    public abstract GuestFrame TakeFrame();

    /// <summary>Where the guest sees what is at a frame that was taken.</summary>
    public abstract byte* At(GuestFrame frame);
}

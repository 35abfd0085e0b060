using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Grants;

/// <summary>Where the cases are played: on Xen, or on the model of it. Domain 0 is the caller, and there is no other.</summary>
public abstract unsafe class GrantStage
{
    /// <summary>Where the hypercalls go.</summary>
    public abstract Hypervisor Hypervisor { get; }

    /// <summary>Where pages come from.</summary>
    public abstract PageSource Pages { get; }

    /// <summary>Where the caller sees what is at a page's frame now.</summary>
    public abstract byte* View(LentPage page);

    /// <summary>Takes note of an answer.</summary>
    public abstract void Expect(string what, GrantStatus expected, GrantStatus seen);

    /// <summary>Takes note of an answer.</summary>
    public abstract void Expect(string what, XenErrno expected, XenErrno seen);

    /// <summary>Takes note of a number.</summary>
    public abstract void Expect(string what, long expected, long seen);
}

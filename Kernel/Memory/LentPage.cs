using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>A page of this domain's memory that belongs to whoever has this, for ever.</summary>
public readonly unsafe struct LentPage
{
    /// <summary>A page.</summary>
    /// <param name="address">Where it is mapped, writable: resident, never moved, and not the garbage collector's.</param>
    /// <param name="frame">Its frame, by which Xen knows it.</param>
    public LentPage(void* address, GuestFrame frame)
    {
        Address = address;
        Frame = frame;
    }

    /// <summary>Where it is mapped.</summary>
    public void* Address { get; }

    /// <summary>Its frame.</summary>
    public GuestFrame Frame { get; }
}

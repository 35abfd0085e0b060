using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Xen;

/// <summary>The page that a toolstack lets a domain share with xenstored. Machine maps it and leaves it to the program.</summary>
internal static class StorePage
{
    /// <summary>Where a toolstack puts such pages: below 4 GiB.</summary>
    private const ulong MostFrames = 1UL << 20;

    internal static bool IsThere { get; private set; }

    /// <summary>Its physical address.</summary>
    internal static ulong Address { get; private set; }

    /// <summary>The event channel that belongs to it.</summary>
    internal static uint Port { get; private set; }

    /// <summary>In a domain that was restored the page is where it was, and the toolstack has made another channel.</summary>
    internal static void GoOnRestored()
    {
        if (IsThere)
        {
            Port = (uint)Hypercalls.ReadParameter(HvmParameter.StoreEventChannel);
        }
    }

    /// <summary>Finds it.</summary>
    /// <remarks>A dom0 has none. Xen: HVM_PARAM_STORE_PFN and HVM_PARAM_STORE_EVTCHN, public/hvm/params.h.</remarks>
    internal static void Start()
    {
        ulong frame = Hypercalls.ReadParameter(HvmParameter.StorePage);
        if (frame is 0 or >= MostFrames)
        {
            return;
        }

        Address = frame * PhysicalMemory.PageSize;
        Port = (uint)Hypercalls.ReadParameter(HvmParameter.StoreEventChannel);
        IsThere = true;
    }
}

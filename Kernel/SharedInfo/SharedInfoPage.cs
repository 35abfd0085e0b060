using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Maps the page that Xen shares with this domain.</summary>
public static unsafe class SharedInfoPage
{
    /// <summary>Maps the page: afterwards every port is masked, no event is pending, and no upcall is delivered.</summary>
    /// <typeparam name="TWord">The guest's word: <c>nuint</c> in a guest.</typeparam>
    /// <param name="hypervisor">Where the hypercalls go.</param>
    /// <param name="frame">The guest frame at which the page is to appear. The memory that was there is lost.</param>
    /// <param name="page">Where that frame is mapped: resident, never moved, and not the garbage collector's.</param>
    /// <returns>The page; or
    /// <see cref="XenErrno.InvalidArgument"/>: the guest is not one with hardware virtualisation, or the frame cannot
    /// take the page;
    /// <see cref="XenErrno.NotPermitted"/> or <see cref="XenErrno.AccessDenied"/>: a security policy refuses;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the guest's memory map;
    /// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercalls.</returns>
    /// <remarks>
    /// Context: once, from code of the guest's own width, before any event channel is used.
    /// Two hypercalls; allocates.
    /// Xen: HVMOP_set_param of HVM_PARAM_CALLBACK_IRQ; XENMEM_add_to_physmap, public/memory.h.
    /// </remarks>
    public static XenResult<SharedInfoPage<TWord>> Map<TWord>(Hypervisor hypervisor, GuestFrame frame, void* page)
        where TWord : unmanaged
    {
        SharedInfoPage<TWord> mapped = new(page);
        XenErrno error = MapAgain(hypervisor, frame, mapped);
        return error == XenErrno.None ? mapped : error;
    }

    /// <summary>As <see cref="Map"/>, of a page that was mapped before the domain was restored.</summary>
    /// <typeparam name="TWord">The guest's word.</typeparam>
    /// <param name="hypervisor">Where the hypercalls go.</param>
    /// <param name="frame">The guest frame at which the page is to appear again.</param>
    /// <param name="page">The page.</param>
    /// <returns><see cref="XenErrno.None"/>, or as of <see cref="Map"/>.</returns>
    public static XenErrno MapAgain<TWord>(Hypervisor hypervisor, GuestFrame frame, SharedInfoPage<TWord> page)
        where TWord : unmanaged
    {
        // Xen takes the width of the page from whoever sets this parameter, so it is set before the page is touched.
        XenErrno error = UpcallDelivery.TurnOff(hypervisor);
        if (error != XenErrno.None)
        {
            return error;
        }

        XenAddToPhysmap<TWord> argument = default;
        argument.Domain = ReservedDomains.Self;
        argument.Space = PhysmapSpace.SharedInfo;
        argument.GuestFrame = SharedWord<TWord>.From(frame.Value);
        error = hypervisor.MemoryOp(MemoryCommand.AddToPhysmap, &argument).Error;
        if (error == XenErrno.None)
        {
            page.Ports.MaskAndForgetAll();
        }

        return error;
    }
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>The page that Xen shares with this domain.</summary>
/// <typeparam name="TWord">
/// The guest's word: <c>nuint</c> in a guest; <c>ulong</c> or <c>uint</c> to name a width. Xen lays the page out by the
/// mode of the vCPU that last chose how upcalls are delivered, which <see cref="SharedInfoPage.Map"/> does.
/// </typeparam>
/// <remarks>Xen: struct shared_info, public/xen.h.</remarks>
public sealed unsafe class SharedInfoPage<TWord>
    where TWord : unmanaged
{
    private readonly byte* _page;

    /// <summary>A shared page that is mapped already.</summary>
    /// <param name="page">Where it is mapped; stays mapped as long as this object is used.</param>
    public SharedInfoPage(void* page)
    {
        _page = (byte*)page;
        Ports = new TwoLevelEventPorts<TWord>(
            (TWord*)(_page + SharedInfoLayout.EventPending),
            (TWord*)(_page + SharedWord<TWord>.Layout.EventMask),
            (uint)SharedWord<TWord>.Layout.PortCount);
    }

    /// <summary>The ports of the 2-level event ABI, whose state is in this page.</summary>
    public TwoLevelEventPorts<TWord> Ports { get; }

    internal byte* Address => _page;

    /// <summary>A vCPU's area in this page, which is in use until the vCPU registers one of its own.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns>The area; or <see cref="XenErrno.NotFound"/>: the page has none beyond vCPU 31.</returns>
    public XenResult<VcpuInfoArea<TWord>> GetVcpuInfo(VcpuId vcpu)
    {
        if (vcpu.Value >= SharedInfoLayout.VcpuInfoCount)
        {
            return XenErrno.NotFound;
        }

        return new VcpuInfoArea<TWord>(_page + (vcpu.Value * VcpuInfoArea<TWord>.Size));
    }

    /// <summary>Gives Xen a place for a vCPU's area, or falls back to its place in this page.</summary>
    /// <param name="hypervisor">Where the hypercall goes.</param>
    /// <param name="vcpu">The calling vCPU, or one that is down.</param>
    /// <param name="frame">The guest frame of the place.</param>
    /// <param name="offset">Where it starts in that frame, in bytes: a multiple of 64, so that it crosses no page.</param>
    /// <param name="address">Where it is mapped: resident, never moved, and not the garbage collector's.</param>
    /// <returns>The area in use, with Xen's reason if that is the place in this page. Or that reason as an error, for a
    /// vCPU that has no place in this page:
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.NoSuchAddress"/>: the place crosses a page or is not aligned;
    /// <see cref="XenErrno.InvalidArgument"/>: a place was registered before (<see cref="XenErrno.Busy"/> where the
    /// version says so), the vCPU is another that is up, or the frame is no memory of the guest's;
    /// <see cref="XenErrno.AccessDenied"/>: the frame may not be written;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen cannot map it;
    /// <see cref="XenErrno.NotImplemented"/>: Xen has no such operation.</returns>
    /// <remarks>
    /// Xen moves what it had written to the new place, marks every word of pending bits as having work, and makes an
    /// upcall: the first dispatch may find nothing. A registration lasts until the domain ends.
    /// Context: before the vCPU's upcalls are delivered. One hypercall; allocates.
    /// Xen: VCPUOP_register_vcpu_info, public/vcpu.h.
    /// </remarks>
    public XenResult<VcpuInfoRegistration<TWord>> RegisterVcpuInfo(
        Hypervisor hypervisor,
        VcpuId vcpu,
        GuestFrame frame,
        uint offset,
        void* address)
    {
        return AdoptVcpuInfo(vcpu, new VcpuOperations(hypervisor).RegisterVcpuInfo(vcpu, frame, offset), address);
    }

    /// <summary>As <see cref="RegisterVcpuInfo"/>, for a vCPU whose area was registered before it was started.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="refusal">What Xen answered.</param>
    /// <param name="address">Where the area is mapped: resident, never moved, and not the garbage collector's.</param>
    /// <returns>As <see cref="RegisterVcpuInfo"/>.</returns>
    /// <remarks>No hypercall; allocates.</remarks>
    public XenResult<VcpuInfoRegistration<TWord>> AdoptVcpuInfo(VcpuId vcpu, XenErrno refusal, void* address)
    {
        if (refusal == XenErrno.None)
        {
            return new VcpuInfoRegistration<TWord>(new VcpuInfoArea<TWord>(address), XenErrno.None);
        }

        // A vCPU that does not exist has a place in the page too, but nothing would ever happen there.
        XenResult<VcpuInfoArea<TWord>> place = GetVcpuInfo(vcpu);
        if (refusal == XenErrno.NotFound || !place.Succeeded)
        {
            return refusal;
        }

        return new VcpuInfoRegistration<TWord>(place.Value, refusal);
    }
}

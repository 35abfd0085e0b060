using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The memory operations of a guest, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall, allocates nothing, and may take as long as the memory it is about is large. Beside
/// the errors listed at each, every one of them can answer
/// <see cref="XenErrno.AccessDenied"/>: a security policy (FLASK) refuses;
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the calling stack, or memory the caller names, is not mapped for Xen.
/// Xen: public/memory.h; xen/common/memory.c, xen/arch/x86/mm.c and mm/p2m.c.
/// </remarks>
public sealed unsafe class MemoryOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Puts a page of Xen, or another page of the guest, at a guest frame. What was there is given up.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <param name="space">Where the page comes from: shared_info, the grant table, or another guest frame.</param>
    /// <param name="index">Which page of that space; 0 for shared_info.</param>
    /// <param name="frame">Where it is to appear.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: it is neither the caller nor a domain it serves, or the frame is device
    /// memory;
    /// <see cref="XenErrno.InvalidArgument"/>: no such page in the space, or a frame that cannot exist;
    /// <see cref="XenErrno.NotImplemented"/>: a space that only a batch may name;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for its page tables or for another grant frame;
    /// <see cref="XenErrno.CrossDevice"/>: a guest frame whose page is mapped elsewhere already.</returns>
    /// <remarks>Xen: XENMEM_add_to_physmap. Of a page that moves within the guest, its old frame is empty afterwards.</remarks>
    public XenErrno AddToPhysmap(DomainId domain, PhysmapSpace space, ulong index, GuestFrame frame)
    {
        XenAddToPhysmap<nuint> argument = default;
        argument.Domain = domain.Value;
        argument.Space = space;
        argument.Index = (nuint)index;
        argument.GuestFrame = (nuint)frame.Value;
        return _hypervisor.MemoryOp(MemoryCommand.AddToPhysmap, &argument).Error;
    }

    /// <summary>Takes away what is at a guest frame. Ordinary memory stays counted to the domain but is out of reach.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <param name="frame">The frame.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: it is neither the caller nor a domain it serves;
    /// <see cref="XenErrno.NotFound"/>: nothing is there.</returns>
    /// <remarks>Xen: XENMEM_remove_from_physmap.</remarks>
    public XenErrno RemoveFromPhysmap(DomainId domain, GuestFrame frame)
    {
        XenRemoveFromPhysmap<nuint> argument = default;
        argument.Domain = domain.Value;
        argument.GuestFrame = (nuint)frame.Value;
        return _hypervisor.MemoryOp(MemoryCommand.RemoveFromPhysmap, &argument).Error;
    }

    /// <summary>Reads the memory map that the domain's builder made, in the form of the BIOS.</summary>
    /// <param name="entries">Where the entries go: resident memory, not on the collected heap.</param>
    /// <param name="capacity">How many entries fit; a longer map is cut off there.</param>
    /// <returns>How many entries were written; or
    /// <see cref="XenErrno.NotImplemented"/>: the domain has no such map (a PVH guest finds it in its start_info).</returns>
    /// <remarks>Xen: XENMEM_memory_map.</remarks>
    public XenResult<uint> GetMemoryMap(E820Entry* entries, uint capacity)
    {
        XenMemoryMap<nuint> argument = default;
        argument.EntryCount = capacity;
        argument.Buffer = (nuint)entries;
        HypercallResult result = _hypervisor.MemoryOp(MemoryCommand.MemoryMap, &argument);
        return result.Succeeded ? argument.EntryCount : result.Error;
    }

    /// <summary>Asks how many pages a domain has.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <returns>The pages; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: it is neither the caller nor a domain it serves.</returns>
    /// <remarks>Xen: XENMEM_current_reservation.</remarks>
    public XenResult<ulong> GetCurrentReservation(DomainId domain) => Ask(MemoryCommand.CurrentReservation, domain);

    /// <summary>Asks how many pages a domain may have.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <returns>The pages; errors as for <see cref="GetCurrentReservation"/>.</returns>
    /// <remarks>Xen: XENMEM_maximum_reservation.</remarks>
    public XenResult<ulong> GetMaximumReservation(DomainId domain) => Ask(MemoryCommand.MaximumReservation, domain);

    /// <summary>Asks for the highest guest frame that a domain has in use.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <returns>The frame; errors as for <see cref="GetCurrentReservation"/>.</returns>
    /// <remarks>Xen: XENMEM_maximum_gpfn.</remarks>
    public XenResult<GuestFrame> GetMaximumFrame(DomainId domain)
    {
        XenResult<ulong> frame = Ask(MemoryCommand.MaximumGuestFrame, domain);
        return frame.Succeeded ? new GuestFrame(frame.Value) : frame.Error;
    }

    /// <summary>Puts fresh memory behind empty guest frames of this domain, one page each.</summary>
    /// <param name="frames">The frames: resident memory, not on the collected heap.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many of them, from the first on, were populated. Fewer than asked for is the only sign of
    /// failure: the domain has all it may have, the host has no more, or the frames are not mapped for Xen.</returns>
    /// <remarks>Xen: XENMEM_populate_physmap. Xen clears the pages.</remarks>
    public XenResult<uint> Populate(nuint* frames, uint count) => Exchange(MemoryCommand.PopulatePhysmap, frames, count);

    /// <summary>Gives the pages behind guest frames of this domain back to Xen.</summary>
    /// <param name="frames">The frames: resident memory, not on the collected heap.</param>
    /// <param name="count">How many.</param>
    /// <returns>How many of them, from the first on, were given back. Fewer than asked for is the only sign of
    /// failure: the next frame has no page of this domain behind it, or the frames are not mapped for Xen.</returns>
    /// <remarks>Xen: XENMEM_decrease_reservation.</remarks>
    public XenResult<uint> Release(nuint* frames, uint count) => Exchange(MemoryCommand.DecreaseReservation, frames, count);

    private XenResult<ulong> Ask(MemoryCommand command, DomainId domain)
    {
        XenMemoryDomain argument = default;
        argument.Domain = domain.Value;
        HypercallResult result = _hypervisor.MemoryOp(command, &argument);
        return result.Succeeded ? (ulong)result.Value : result.Error;
    }

    private XenResult<uint> Exchange(MemoryCommand command, nuint* frames, uint count)
    {
        XenMemoryReservation<nuint> argument = default;
        argument.ExtentStart = (nuint)frames;
        argument.ExtentCount = count;
        argument.Domain = DomainId.Self.Value;
        HypercallResult result = _hypervisor.MemoryOp(command, &argument);
        return result.Succeeded ? (uint)result.Value : result.Error;
    }
}

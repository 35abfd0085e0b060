using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Puts the frames of this domain's grant table, which are Xen's memory, in place of pages of the host.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <param name="pages">Where the pages come from.</param>
/// <param name="entries">The table's version.</param>
/// <remarks>One thread at a time adds a frame. A page whose frame did not come about is kept for the next try.</remarks>
internal sealed unsafe class GrantTableMemory(Hypervisor hypervisor, PageSource pages, GrantEntries entries)
{
    private readonly MemoryOperations _operations = new(hypervisor);
    private readonly PageSource _pages = pages;
    private readonly GrantEntries _entries = entries;
    private XenResult<LentPage> _entryPage = XenErrno.NotFound;
    private XenResult<LentPage> _statusPage = XenErrno.NotFound;
    private readonly List<GuestFrame> _entryFrames = new();
    private readonly List<GuestFrame> _statusFrames = new();
    private byte* _statuses;

    /// <summary>Makes the next frame of the table visible, and of version 2 the status frame that it needs.</summary>
    /// <param name="index">Which: one after the other, from 0 on.</param>
    /// <returns>Where it is; or an error of the page source or of XENMEM_add_to_physmap.</returns>
    internal XenResult<GrantPlace> Add(int index)
    {
        XenErrno error = Map(ref _entryPage, (uint)index);
        int sharing = _entries.FramesPerStatusFrame;
        if (error == XenErrno.None && sharing != 0 && index % sharing == 0)
        {
            // Xen has the status frame since it has the frame of entries.
            error = AddStatuses(index / sharing);
        }

        if (error != XenErrno.None)
        {
            return error;
        }

        byte* place = (byte*)_entryPage.Value.Address;
        _entryFrames.Add(_entryPage.Value.Frame);
        _entryPage = XenErrno.NotFound;
        return new GrantPlace(place, sharing == 0 ? null : _statuses + StatusOffset(index % sharing));
    }

    /// <summary>In a domain that was restored, makes a frame visible where it was.</summary>
    /// <returns><see cref="XenErrno.None"/>, or an error of XENMEM_add_to_physmap.</returns>
    internal XenErrno AddAgain(int index)
    {
        int sharing = _entries.FramesPerStatusFrame;
        XenErrno error = Put((uint)index, _entryFrames[index]);
        return error == XenErrno.None && sharing != 0 && index % sharing == 0
            ? Put(PhysmapIndex.GrantStatus | (uint)(index / sharing), _statusFrames[index / sharing]) : error;
    }

    private XenErrno AddStatuses(int index)
    {
        XenErrno error = Map(ref _statusPage, PhysmapIndex.GrantStatus | (uint)index);
        if (error == XenErrno.None)
        {
            _statuses = (byte*)_statusPage.Value.Address;
            _statusFrames.Add(_statusPage.Value.Frame);
            _statusPage = XenErrno.NotFound;
        }

        return error;
    }

    private int StatusOffset(int frame) => frame * _entries.PerFrame * sizeof(GrantStatusEntry);

    private XenErrno Map(ref XenResult<LentPage> page, uint index)
    {
        if (!page.Succeeded)
        {
            page = _pages.Take();
        }

        return page.Succeeded ? Put(index, page.Value.Frame) : page.Error;
    }

    private XenErrno Put(uint index, GuestFrame frame) =>
        _operations.AddToPhysmap(DomainId.Self, PhysmapSpace.GrantTable, index, frame);
}

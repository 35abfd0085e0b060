using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Entries of version 2: what Xen writes lies in status frames, apart from what the guest writes.</summary>
/// <remarks>Xen: grant_entry_v2, grant_status_t, public/grant_table.h; _set_status_v2, xen/common/grant_table.c.</remarks>
internal sealed unsafe class GrantEntriesV2 : GrantEntries
{
    private const GrantFlags HeldFlags = GrantFlags.Reading | GrantFlags.Writing;

    internal override int PerFrame => GuestFrame.Size / sizeof(GrantEntryV2);

    internal override int FramesPerStatusFrame => sizeof(GrantEntryV2) / sizeof(GrantStatusEntry);

    internal override XenErrno Check(in GrantTerms terms) => XenErrno.None;

    internal override void Write(in GrantPlace place, int slot, in GrantTerms terms)
    {
        GrantEntryV2* entry = (GrantEntryV2*)place.Entries + slot;
        Atomic.Store(&entry->FullPageFrame, terms.Target);
        Atomic.Store((uint*)entry + 1, terms.Detail);

        // All else before the flags, or Xen could take parts of the last grant for this one's.
        Atomic.Store((uint*)entry, terms.Header);
    }

    internal override bool TryEnd(in GrantPlace place, int slot)
    {
        // 1. Nobody gets the page any more, but whoever has it for reading must not get it for writing: of a page that is
        //    held Xen looks at this flag alone. A full barrier: Xen marks the status first and looks at the flags again after
        //    it, so of both sides at least one sees the other.
        uint* header = (uint*)((GrantEntryV2*)place.Entries + slot);
        Atomic.Exchange(header, Atomic.Load(header) & (uint)GrantFlags.ReadOnly);

        // 2. Who has it already says so here. Two statuses are in one word.
        uint pair = Atomic.Load((uint*)place.Statuses + (slot / 2));
        return ((GrantFlags)(ushort)(pair >> (slot % 2 * 16)) & HeldFlags) == 0;
    }
}

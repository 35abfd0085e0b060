using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Entries of version 1: Xen sets the flags that say that a page is held in the entry itself.</summary>
/// <remarks>Xen: grant_entry_v1 and "Introducing a valid entry", "Invalidating an unused GTF_permit_access entry",
/// public/grant_table.h.</remarks>
internal sealed unsafe class GrantEntriesV1 : GrantEntries
{
    private const GrantFlags HeldFlags = GrantFlags.Reading | GrantFlags.Writing;

    // Xen sets and clears the flags of an entry while the peer uses it; one that always does so just now holds it.
    private const int MaximumTries = 16;

    internal override int PerFrame => GuestFrame.Size / sizeof(GrantEntryV1);

    internal override int FramesPerStatusFrame => 0;

    internal override XenErrno Check(in GrantTerms terms)
    {
        if ((terms.Flags & (GrantFlagBits.TypeMask | GrantFlags.SubPage)) != GrantFlags.PermitAccess)
        {
            return XenErrno.NotSupported;
        }

        return terms.Target > uint.MaxValue ? XenErrno.OutOfRange : XenErrno.None;
    }

    internal override void Write(in GrantPlace place, int slot, in GrantTerms terms)
    {
        GrantEntryV1* entry = (GrantEntryV1*)place.Entries + slot;
        Atomic.Store(&entry->Frame, (uint)terms.Target);

        // The frame before the flags, or Xen could take the frame of the last grant for this one's.
        Atomic.Store((uint*)entry, terms.Header);
    }

    internal override bool TryEnd(in GrantPlace place, int slot)
    {
        uint* header = (uint*)((GrantEntryV1*)place.Entries + slot);
        uint seen = Atomic.Load(header);
        for (int i = 0; i < MaximumTries && ((GrantFlags)(ushort)seen & HeldFlags) == 0; i++)
        {
            // One instruction finds that nobody holds the page and takes it back: between two, Xen could map it.
            uint before = Atomic.CompareExchange(header, 0, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>How a use of an entry begins and ends.</content>
internal sealed unsafe partial class GrantTableModel
{
    /// <summary>Xen gives up on an entry that the guest changes that often while it is marked.</summary>
    private const int MaximumTries = 5;

    /// <summary>Marks an entry as used, if the guest grants it. Xen: _set_status.</summary>
    internal GrantStatus Mark(uint reference, ushort user, GrantAccess access, GrantPurpose purpose) =>
        Version == GrantVersion.One
            ? MarkV1(reference, user, access, purpose)
            : MarkV2(reference, user, access, purpose);

    /// <summary>Takes back of the marks what is not in use any more. Xen: reduce_status_for_pin.</summary>
    internal void Reduce(uint reference, GrantAccess access)
    {
        ActiveGrant active = ActiveOf(reference);
        GrantFlags over = active.IsPinned ? GrantFlags.Invalid : GrantFlags.Reading;
        if (access == GrantAccess.ReadWrite && !active.IsWritten)
        {
            over |= GrantFlags.Writing;
        }

        StatusOf(reference).Clear(over);
    }

    /// <summary>The page of the domain behind a frame that it grants or names. Xen: get_paged_frame.</summary>
    /// <remarks>Where it has mapped a page of its own for reading only, that page may be written for it nevertheless.
    /// Xen 4.20 finds no page where a grant is mapped.</remarks>
    internal GrantStatus FindPage(ulong frame, out byte* page)
    {
        GuestFrame named = new(frame);
        bool isThere = _domain.Mappings.OwnerAt(named) == _domain
            && (_domain.Host.Release < XenRelease.Xen420 || _domain.Mappings.Find(named) == null);
        page = isThere ? (byte*)_domain.AddressOf(named) : null;
        return isThere ? GrantStatus.Okay : GrantStatus.BadPage;
    }

    private static GrantFlags MaskFor(GrantPurpose purpose) => purpose == GrantPurpose.Map
        ? GrantFlagBits.TypeMask | GrantFlags.SubPage
        : GrantFlagBits.TypeMask;

    /// <summary>Xen: _set_status_v1.</summary>
    private GrantStatus MarkV1(uint reference, ushort user, GrantAccess access, GrantPurpose purpose)
    {
        uint* header = (uint*)EntryOf(reference);
        bool isPinned = ActiveOf(reference).IsPinned;
        uint seen = Atomic.Load(header);
        for (int i = 0; i < MaximumTries; i++)
        {
            GrantFlags flags = (GrantFlags)(ushort)seen;
            if (!isPinned && ((flags & MaskFor(purpose)) != GrantFlags.PermitAccess || seen >> 16 != user))
            {
                return GrantStatus.GeneralError;
            }

            if (access == GrantAccess.ReadWrite && (flags & GrantFlags.ReadOnly) != 0)
            {
                return GrantStatus.GeneralError;
            }

            uint before = Atomic.CompareExchange(header, seen | (uint)MarksOf(access), seen);
            if (before == seen)
            {
                return GrantStatus.Okay;
            }

            seen = before;
        }

        return GrantStatus.GeneralError;
    }

    /// <summary>Xen: _set_status_v2.</summary>
    private GrantStatus MarkV2(uint reference, ushort user, GrantAccess access, GrantPurpose purpose)
    {
        uint* header = (uint*)EntryOf(reference);
        bool isPinned = ActiveOf(reference).IsPinned;
        uint seen = Atomic.Load(header);
        if (!isPinned && !Allows(seen, user, purpose))
        {
            return GrantStatus.GeneralError;
        }

        if (access == GrantAccess.ReadWrite && ((GrantFlags)(ushort)seen & GrantFlags.ReadOnly) != 0)
        {
            return GrantStatus.GeneralError;
        }

        GrantStatusPlace status = StatusOf(reference);
        status.Set(MarksOf(access));

        // The guest takes the flags back first and looks at the status then: one of both sees the other.
        seen = Atomic.Load(header);
        bool isReadOnly = ((GrantFlags)(ushort)seen & GrantFlags.ReadOnly) != 0;
        if (isPinned && isReadOnly)
        {
            status.Clear(GrantFlags.Writing);
            return GrantStatus.GeneralError;
        }

        if (!isPinned && (!Allows(seen, user, purpose) || (access == GrantAccess.ReadWrite && isReadOnly)))
        {
            status.Clear(GrantFlags.Reading | GrantFlags.Writing);
            return GrantStatus.GeneralError;
        }

        return GrantStatus.Okay;
    }

    private static GrantFlags MarksOf(GrantAccess access) =>
        access == GrantAccess.ReadOnly ? GrantFlags.Reading : GrantFlags.Reading | GrantFlags.Writing;

    private static bool Allows(uint header, ushort user, GrantPurpose purpose)
    {
        GrantFlags type = (GrantFlags)(ushort)header & MaskFor(purpose);
        return (type == GrantFlags.PermitAccess || (purpose == GrantPurpose.Copy && type == GrantFlags.Transitive))
            && header >> 16 == user;
    }
}

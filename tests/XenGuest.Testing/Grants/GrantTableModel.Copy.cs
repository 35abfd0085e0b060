using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>Copies.</content>
internal sealed unsafe partial class GrantTableModel
{
    /// <summary>Xen: acquire_grant_for_copy.</summary>
    internal GrantStatus Acquire(
        uint reference,
        ushort user,
        GrantAccess access,
        GrantTransitivity transitivity,
        out ActiveGrant? active)
    {
        active = null;
        if (!Has(reference))
        {
            return GrantStatus.BadReference;
        }

        ActiveGrant found = ActiveOf(reference);
        if (found.IsPinned && (found.User != user || found.IsFull(access)))
        {
            return GrantStatus.GeneralError;
        }

        bool isMarked = found.IsPinned && (access == GrantAccess.ReadOnly || found.IsWritten);
        GrantStatus status = isMarked ? GrantStatus.Okay : Mark(reference, user, access, GrantPurpose.Copy);
        if (status != GrantStatus.Okay)
        {
            return status;
        }

        status = IsTransitive(reference)
            ? Follow(reference, found, access, transitivity)
            : isMarked ? GrantStatus.Okay : Find(reference, found);
        if (status != GrantStatus.Okay)
        {
            Reduce(reference, access);
            return status;
        }

        found.User = user;
        found.Pin(access);
        active = found;
        return GrantStatus.Okay;
    }

    /// <summary>Xen: release_grant_for_copy.</summary>
    internal void Release(uint reference, GrantAccess access)
    {
        ActiveGrant active = ActiveOf(reference);
        active.Unpin(access);
        Reduce(reference, access);
        active.Source?.Grants.Release(active.SourceReference, access);
    }

    private bool IsTransitive(uint reference) => Version == GrantVersion.Two
        && (((GrantEntryV2*)EntryOf(reference))->Header.Flags & GrantFlagBits.TypeMask) == GrantFlags.Transitive;

    private GrantStatus Find(uint reference, ActiveGrant active)
    {
        byte* entry = EntryOf(reference);
        GrantEntryV2 wide = Version == GrantVersion.Two
            ? *(GrantEntryV2*)entry
            : new GrantEntryV2 { FullPageFrame = ((GrantEntryV1*)entry)->Frame };
        GrantStatus status = FindPage(wide.FullPageFrame, out byte* page);
        if (status == GrantStatus.Okay && active.IsPinned && !IsOfSame(active, wide, page))
        {
            return GrantStatus.GeneralError;
        }

        if (status == GrantStatus.Okay && !active.IsPinned)
        {
            active.Page = page;
            active.Source = null;
            active.IsPart = (wide.Header.Flags & GrantFlags.SubPage) != 0;
            active.Start = active.IsPart ? wide.SubPageOffset : (ushort)0;
            active.Length = active.IsPart ? wide.SubPageLength : (ushort)GuestFrame.Size;
        }

        return status;
    }

    /// <summary>Whether an entry that is in use for reading and is to be written, too, is of the same page still.</summary>
    private static bool IsOfSame(ActiveGrant active, in GrantEntryV2 entry, byte* page)
    {
        bool isPart = (entry.Header.Flags & GrantFlags.SubPage) != 0;
        return active.Page == page && active.Source == null
            && (!active.IsPart || (isPart && active.Start == entry.SubPageOffset && active.Length == entry.SubPageLength));
    }

    private GrantStatus Follow(
        uint reference,
        ActiveGrant active,
        GrantAccess access,
        GrantTransitivity transitivity)
    {
        GrantEntryV2* entry = (GrantEntryV2*)EntryOf(reference);
        ushort number = entry->TransitiveDomain;
        uint sourceReference = entry->TransitiveReference;
        ModelDomain? source = _domain.Host.FindByNumber(number);
        if (transitivity == GrantTransitivity.Refused || source == null || source == _domain)
        {
            return GrantStatus.GeneralError;
        }

        GrantStatus status = source.Grants.Acquire(
            sourceReference, _domain.Id.Value, access, GrantTransitivity.Refused, out ActiveGrant? granted);
        if (granted == null)
        {
            return status;
        }

        active.Page = granted.Page;
        active.Start = granted.Start;
        active.Length = granted.Length;
        active.Source = source;
        active.SourceReference = sourceReference;

        // Always as if it were a part: what is passed on cannot be mapped.
        active.IsPart = true;
        return GrantStatus.Okay;
    }
}

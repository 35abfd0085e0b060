using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>Copies.</content>
internal sealed unsafe partial class GrantTableModel
{
    /// <summary>Xen: gnttab_copy_one. The statuses are found in its order.</summary>
    internal GrantStatus Copy(in GnttabCopy<ulong> operation)
    {
        bool fromReference = (operation.Flags & GrantCopyFlags.SourceIsReference) != 0;
        bool toReference = (operation.Flags & GrantCopyFlags.DestinationIsReference) != 0;
        GrantStatus status = FindOwner(operation.Source.Domain, fromReference, out ModelDomain? from);
        ModelDomain? to = null;
        if (status == GrantStatus.Okay)
        {
            status = FindOwner(operation.Destination.Domain, toReference, out to);
        }

        if (from == null || to == null)
        {
            return status;
        }

        GrantCopyEnd source = new(from, GrantAccess.ReadOnly);
        GrantCopyEnd destination = new(to, GrantAccess.ReadWrite);
        status = fromReference
            ? source.ClaimReference((uint)operation.Source.Frame, _domain)
            : source.ClaimFrame(operation.Source.Frame);
        if (status == GrantStatus.Okay)
        {
            status = toReference
                ? destination.ClaimReference((uint)operation.Destination.Frame, _domain)
                : destination.ClaimFrame(operation.Destination.Frame);
        }

        if (status == GrantStatus.Okay)
        {
            status = Copy(operation, source, destination);
        }

        source.Release();
        destination.Release();
        return status;
    }

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
            : isMarked ? GrantStatus.Okay : Find(reference, found, access);
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

    private static GrantStatus Copy(in GnttabCopy<ulong> operation, GrantCopyEnd source, GrantCopyEnd destination)
    {
        int from = operation.Source.Offset;
        int to = operation.Destination.Offset;
        int length = operation.Length;
        if (from + length > GuestFrame.Size || to + length > GuestFrame.Size)
        {
            return GrantStatus.BadCopyArgument;
        }

        if (!IsWithin(source, from, length) || !IsWithin(destination, to, length))
        {
            return GrantStatus.GeneralError;
        }

        System.Buffer.MemoryCopy(source.Page + from, destination.Page + to, length, length);
        return GrantStatus.Okay;
    }

    private static bool IsWithin(GrantCopyEnd end, int offset, int length) =>
        offset >= end.Start && offset + length <= end.Start + end.Length;

    /// <summary>Xen: gnttab_copy_lock_domain.</summary>
    private GrantStatus FindOwner(ushort number, bool isReference, out ModelDomain? owner)
    {
        owner = null;
        if (number != DomainId.Self.Value && !isReference)
        {
            return GrantStatus.PermissionDenied;
        }

        owner = _domain.Host.Find(number, _domain);
        return owner == null ? GrantStatus.BadDomain : GrantStatus.Okay;
    }

    private bool IsTransitive(uint reference) => Version == GrantVersion.Two
        && (((GrantEntryV2*)EntryOf(reference))->Header.Flags & GrantFlagBits.TypeMask) == GrantFlags.Transitive;

    private GrantStatus Find(uint reference, ActiveGrant active, GrantAccess access)
    {
        byte* entry = EntryOf(reference);
        GrantEntryV2 wide = Version == GrantVersion.Two
            ? *(GrantEntryV2*)entry
            : new GrantEntryV2 { FullPageFrame = ((GrantEntryV1*)entry)->Frame };
        GrantStatus status = FindPage(wide.FullPageFrame, access, out byte* page);
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

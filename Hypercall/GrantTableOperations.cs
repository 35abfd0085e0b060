using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The grant table operations of a guest, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall, allocates nothing and may be called from any context that may make hypercalls. A
/// batch takes as long as it is large: Xen goes on with it by itself after each interruption.
/// Beside the errors listed at each, every one of them can answer
/// <see cref="XenErrno.AccessDenied"/>: a security policy (FLASK) refuses;
/// <see cref="XenErrno.NotImplemented"/>: this Xen has no grants, or no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the argument is not mapped for Xen.
/// GNTTABOP_transfer and GNTTABOP_unmap_and_replace are not among them: Xen has them for paravirtualised guests only.
/// Xen: public/grant_table.h; xen/common/grant_table.c.
/// </remarks>
public sealed unsafe class GrantTableOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Asks how large a domain's table is and can be.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <returns>The size; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: it is neither the caller nor a domain it serves.</returns>
    /// <remarks>Xen: GNTTABOP_query_size.</remarks>
    public XenResult<GrantTableSize> QuerySize(DomainId domain)
    {
        GnttabQuerySize argument = default;
        argument.Domain = domain.Value;
        XenErrno error = _hypervisor.GrantTableOp(GrantTableCommand.QuerySize, &argument, 1).Error;
        if (error == XenErrno.None)
        {
            error = GrantStatusErrno.Of(argument.Status);
        }

        return error == XenErrno.None
            ? new GrantTableSize(argument.FrameCount, argument.MaximumFrameCount)
            : error;
    }

    /// <summary>Asks for the version of a domain's table.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <returns>The version; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: it is neither the caller nor a domain it serves.</returns>
    /// <remarks>Xen: GNTTABOP_get_version.</remarks>
    public XenResult<GrantVersion> GetVersion(DomainId domain)
    {
        GnttabGetVersion argument = default;
        argument.Domain = domain.Value;
        XenErrno error = _hypervisor.GrantTableOp(GrantTableCommand.GetVersion, &argument, 1).Error;
        return error == XenErrno.None ? (GrantVersion)argument.Version : error;
    }

    /// <summary>Chooses the version of this domain's table. All entries but the reserved ones are cleared.</summary>
    /// <param name="version">The version.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: there is no such version;
    /// <see cref="XenErrno.NotImplemented"/>: this domain may not have version 2;
    /// <see cref="XenErrno.Busy"/>: a peer holds an entry that is not reserved, or the guest a status frame;
    /// <see cref="XenErrno.OutOfRange"/>: a reserved entry of version 2 that version 1 has no form for;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the status frames.</returns>
    /// <remarks>Xen: GNTTABOP_set_version.</remarks>
    public XenErrno SetVersion(GrantVersion version)
    {
        GnttabSetVersion argument = default;
        argument.Version = (uint)version;
        return _hypervisor.GrantTableOp(GrantTableCommand.SetVersion, &argument, 1).Error;
    }

    /// <summary>Maps pages that other domains grant to this one.</summary>
    /// <param name="batch">The first of the structures: resident memory, not on the collected heap. The address to map at is
    /// guest physical; memory that was there is lost. The domain is named by its number, never by
    /// <see cref="DomainId.Self"/>.</param>
    /// <param name="count">How many structures follow one another.</param>
    /// <returns><see cref="XenErrno.None"/>: each structure has its own status, and where that is okay a handle; or
    /// an error of the class, and the structures that Xen did not come to say <see cref="GrantStatus.TryAgain"/>.
    /// A status is
    /// <see cref="GrantStatus.BadReference"/>: neither kind of mapping asked for, or no such reference;
    /// <see cref="GrantStatus.GeneralError"/>: a mapping for devices or of a page table entry, the entry grants
    /// nothing whole to this domain or only reading, it is mapped 128 times, or the address cannot be mapped at;
    /// <see cref="GrantStatus.BadDomain"/>: no such domain;
    /// <see cref="GrantStatus.PermissionDenied"/>: a security policy refuses;
    /// <see cref="GrantStatus.NoSpace"/>: this domain has all the mappings it may have;
    /// <see cref="GrantStatus.BadPage"/>: the granting domain has no page of its own at the frame, or Xen may only read
    /// it; <see cref="GrantStatus.TryAgain"/>: the page is not in memory at the moment.</returns>
    /// <remarks>Xen: GNTTABOP_map_grant_ref. An address where a grant is mapped already ends the domain.</remarks>
    public XenErrno Map(GnttabMapGrantRef* batch, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            batch[i].Status = GrantStatus.TryAgain;
        }

        return _hypervisor.GrantTableOp(GrantTableCommand.MapGrantReference, batch, count).Error;
    }

    /// <summary>Ends mappings.</summary>
    /// <param name="batch">The first of the structures: resident memory, not on the collected heap.</param>
    /// <param name="count">How many structures follow one another.</param>
    /// <returns><see cref="XenErrno.None"/>: each structure has its own status; or an error of the class, and the
    /// structures that Xen did not come to say <see cref="GrantStatus.TryAgain"/>. A status is
    /// <see cref="GrantStatus.BadHandle"/>: nothing is mapped under it;
    /// <see cref="GrantStatus.GeneralError"/>: it is not mapped at that address; the mapping stays.
    /// With address 0 the status is okay, and the mapping stays.</returns>
    /// <remarks>Xen: GNTTABOP_unmap_grant_ref. No memory is at the address afterwards.</remarks>
    public XenErrno Unmap(GnttabUnmapGrantRef* batch, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            batch[i].Status = GrantStatus.TryAgain;
        }

        return _hypervisor.GrantTableOp(GrantTableCommand.UnmapGrantReference, batch, count).Error;
    }

    /// <summary>Has Xen copy between pages of this domain and pages granted to it.</summary>
    /// <param name="batch">The first of the structures: resident memory, not on the collected heap. An end that is a frame
    /// names <see cref="DomainId.Self"/>.</param>
    /// <param name="count">How many structures follow one another.</param>
    /// <returns><see cref="XenErrno.None"/>: each structure has its own status; or an error of the class, and the
    /// structures that Xen did not come to say <see cref="GrantStatus.TryAgain"/>. A status is, found in this order and for
    /// the source before the destination,
    /// <see cref="GrantStatus.BadDomain"/>: no such domain, of either end;
    /// <see cref="GrantStatus.PermissionDenied"/>: a frame of another domain, or a security policy refuses;
    /// <see cref="GrantStatus.BadReference"/>: no such reference;
    /// <see cref="GrantStatus.GeneralError"/>: the entry grants nothing to this domain, or only reading, or is used
    /// 128 times already;
    /// <see cref="GrantStatus.BadPage"/>: no page for this behind the frame;
    /// <see cref="GrantStatus.BadCopyArgument"/>: beyond the end of a page;
    /// <see cref="GrantStatus.GeneralError"/>: beyond the part of a page that is granted.</returns>
    /// <remarks>Xen: GNTTABOP_copy.</remarks>
    public XenErrno Copy(GnttabCopy<nuint>* batch, uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            batch[i].Status = GrantStatus.TryAgain;
        }

        return _hypervisor.GrantTableOp(GrantTableCommand.Copy, batch, count).Error;
    }
}

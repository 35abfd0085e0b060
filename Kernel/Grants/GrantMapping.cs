using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>A page of another domain that this one has mapped, until it is unmapped.</summary>
/// <remarks>
/// The peer may change the page at any moment, whatever this domain has read of it before. It cannot take the page away:
/// its grant stays in quarantine for as long as this is mapped.
/// </remarks>
public readonly unsafe struct GrantMapping
{
    private readonly uint _handle;
    private readonly bool _isMapped;

    private GrantMapping(DomainId domain, GrantReference reference, GrantAccess access, LentPage place, uint handle)
    {
        Domain = domain;
        Reference = reference;
        Access = access;
        Place = place;
        _handle = handle;
        _isMapped = true;
    }

    /// <summary>Whose page it is.</summary>
    public DomainId Domain { get; }

    /// <summary>The reference by which that domain grants it.</summary>
    public GrantReference Reference { get; }

    /// <summary>What may be done with it. Writing to one that may only be read is a fault.</summary>
    public GrantAccess Access { get; }

    /// <summary>Where it is mapped.</summary>
    public LentPage Place { get; }

    /// <summary>Maps a page that a domain grants to this one.</summary>
    /// <param name="operations">Where the hypercall goes.</param>
    /// <param name="domain">The domain, by its number.</param>
    /// <param name="reference">The reference that it has told.</param>
    /// <param name="access">What is wanted; no more than it grants.</param>
    /// <param name="place">Where to map it, with nothing mapped yet. What memory was there is lost, for ever.</param>
    /// <returns>The mapping; or an error of the hypercall, or of <see cref="GrantStatusErrno.Of"/> as
    /// <see cref="GrantTableOperations.Map"/> lists them. The place may then be used for another try.</returns>
    /// <remarks>Context: any thread. One hypercall; allocates nothing. Xen: GNTTABOP_map_grant_ref.</remarks>
    public static XenResult<GrantMapping> Map(
        GrantTableOperations operations, DomainId domain, GrantReference reference, GrantAccess access, LentPage place)
    {
        GnttabMapGrantRef argument = default;
        argument.Domain = domain.Value;
        argument.Reference = reference.Value;
        argument.Flags = access == GrantAccess.ReadOnly
            ? GrantMapFlags.HostMap | GrantMapFlags.ReadOnly : GrantMapFlags.HostMap;
        argument.HostAddress = place.Frame.Address;
        XenErrno error = operations.Map(&argument, 1);
        error = error == XenErrno.None ? GrantStatusErrno.Of(argument.Status) : error;
        return error == XenErrno.None
            ? new GrantMapping(domain, reference, access, place, argument.Handle)
            : error;
    }

    /// <summary>Unmaps the page. Nothing is at the place from then on: reading there is a fault.</summary>
    /// <param name="operations">Where the hypercall goes.</param>
    /// <returns><see cref="XenErrno.None"/>: the place may be mapped at again; or
    /// <see cref="XenErrno.BadDescriptor"/>: it was unmapped before, or is no mapping; or another error as
    /// <see cref="GrantTableOperations.Unmap"/> lists them, and the mapping stays.</returns>
    /// <remarks>Context: any thread. One hypercall; allocates nothing. Xen: GNTTABOP_unmap_grant_ref.</remarks>
    public XenErrno Unmap(GrantTableOperations operations)
    {
        if (!_isMapped)
        {
            return XenErrno.BadDescriptor;
        }

        GnttabUnmapGrantRef argument = default;
        argument.Handle = _handle;
        argument.HostAddress = Place.Frame.Address;
        XenErrno error = operations.Unmap(&argument, 1);
        return error == XenErrno.None ? GrantStatusErrno.Of(argument.Status) : error;
    }
}

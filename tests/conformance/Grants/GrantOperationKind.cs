namespace XenGuest.Conformance.Grants;

/// <summary>What a <see cref="GrantOperation"/> does. References, domains and flags are numbers; places and slots are those of the replay.</summary>
public enum GrantOperationKind
{
    /// <summary>GNTTABOP_set_version: version.</summary>
    SetVersion,

    /// <summary>GNTTABOP_get_version: domain.</summary>
    GetVersion,

    /// <summary>GNTTABOP_query_size: domain, count of structures.</summary>
    QuerySize,

    /// <summary>XENMEM_add_to_physmap of a frame of the table: index, 1 for a status frame. All but the first of each kind go to one spare place.</summary>
    MapFrame,

    /// <summary>GNTTABOP_setup_table: domain, frames.</summary>
    SetupTable,

    /// <summary>GNTTABOP_get_status_frames: domain, frames.</summary>
    GetStatusFrames,

    /// <summary>The guest writes an entry as for a page: reference, flags, domain, place, offset and length of a part.</summary>
    WriteEntry,

    /// <summary>The guest writes an entry that passes on: reference, flags, domain, domain of the source, reference of the source.</summary>
    WriteTransitive,

    /// <summary>The guest takes an entry's flags back, whatever Xen has marked: reference, flags that stay.</summary>
    ClearEntry,

    /// <summary>GNTTABOP_map_grant_ref: reference, domain, flags, place. Not done where a grant is mapped already: that ends the domain.</summary>
    Map,

    /// <summary>GNTTABOP_unmap_grant_ref: slot, 0 for its place, 1 for address 0, else the place of that number less 2.</summary>
    Unmap,

    /// <summary>GNTTABOP_unmap_grant_ref of a handle that was never given: handle.</summary>
    UnmapHandle,

    /// <summary>GNTTABOP_unmap_and_replace: slot, place that the page is to move to, or 255 for address 0.</summary>
    UnmapAndReplace,

    /// <summary>GNTTABOP_copy: see <see cref="GrantCopy"/>.</summary>
    Copy,

    /// <summary>GNTTABOP_copy of two structures: the first as in <see cref="Copy"/>, and its ends exchanged.</summary>
    CopyBothWays,

    /// <summary>GNTTABOP_swap_grant_ref: two references.</summary>
    Swap,

    /// <summary>GNTTABOP_transfer: place, domain, reference.</summary>
    Transfer,

    /// <summary>The guest writes into a place, if it may: place, offset, value.</summary>
    WritePlace,

    /// <summary>A place without memory gets another page: place.</summary>
    Refill,

    /// <summary>A command with an argument where no memory is: command, count, 0 for address 0 or 1 for an address that is none.</summary>
    BadArgument,

    /// <summary>A command that does not exist, with a count: command, count.</summary>
    UnknownCommand,

    /// <summary>A command with a count of structures that it does not take: command, count.</summary>
    OddCount,
}

using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>What a domain has mapped of other domains' grants, by the rules of xen/common/grant_table.c.</summary>
/// <param name="domain">The domain.</param>
/// <param name="lost">The frames at which it has no memory from the beginning.</param>
internal sealed unsafe class GrantMappings(ModelDomain domain, IEnumerable<ulong> lost)
{
    private const GrantMapFlags ParavirtualisedFlags =
        GrantMapFlags.DeviceMap | GrantMapFlags.ApplicationMap | GrantMapFlags.ContainsPageTableEntry;

    private readonly Dictionary<uint, GrantMapping> _byHandle = [];
    private readonly Dictionary<ulong, GrantMapping> _byFrame = [];

    // Frames at which no memory is any more: something was mapped over it, or the domain mapped its own page elsewhere.
    private readonly HashSet<ulong> _lost = [.. lost];
    private uint _nextHandle;

    /// <summary>The domain whose page is at a frame, or null.</summary>
    internal ModelDomain? OwnerAt(GuestFrame frame) =>
        _byFrame.TryGetValue(frame.Value, out GrantMapping? mapping) ? mapping.Granter
        : frame.Value < (ulong)domain.Shape.FrameCount && !_lost.Contains(frame.Value) ? domain : null;

    internal GrantMapping? Find(GuestFrame frame) => _byFrame.GetValueOrDefault(frame.Value);

    /// <summary>Xen: map_grant_ref; the statuses are found in its order.</summary>
    internal void Map(GnttabMapGrantRef* operation)
    {
        const GrantMapFlags Kinds = GrantMapFlags.DeviceMap | GrantMapFlags.HostMap;
        ModelDomain? granter = domain.Host.FindByNumber(operation->Domain);
        if ((operation->Flags & Kinds) == 0)
        {
            operation->Status = GrantStatus.BadReference;
        }
        else if ((operation->Flags & ParavirtualisedFlags) != 0)
        {
            operation->Status = GrantStatus.GeneralError;
        }
        else if (granter == null)
        {
            operation->Status = GrantStatus.BadDomain;
        }
        else if (_byHandle.Count >= domain.Shape.MaximumMappingCount)
        {
            operation->Status = GrantStatus.NoSpace;
        }
        else
        {
            operation->Status = Map(operation, granter);
        }
    }

    /// <summary>Xen: unmap_common, unmap_common_complete.</summary>
    internal GrantStatus Unmap(in GnttabUnmapGrantRef operation)
    {
        if (!_byHandle.TryGetValue(operation.Handle, out GrantMapping? mapping))
        {
            return GrantStatus.BadHandle;
        }

        // Without an address nothing is done, and nothing is wrong.
        if (operation.HostAddress == 0)
        {
            return GrantStatus.Okay;
        }

        // Any place where that page is mapped will do: Xen does not ask by which handle.
        ulong frame = GuestFrame.Containing(operation.HostAddress).Value;
        if (!_byFrame.TryGetValue(frame, out GrantMapping? there) || there.Page != mapping.Page)
        {
            return GrantStatus.GeneralError;
        }

        _byHandle.Remove(operation.Handle);
        _byFrame.Remove(frame);
        Unpin(mapping);
        return GrantStatus.Okay;
    }

    /// <summary>Ends all mappings of a domain that dies. Xen: gnttab_release_mappings.</summary>
    /// <returns>The frames at which it had no memory any more; nor has the domain that is made of it.</returns>
    internal IEnumerable<ulong> ReleaseAll()
    {
        foreach (GrantMapping mapping in _byHandle.Values)
        {
            Unpin(mapping);
        }

        _byHandle.Clear();
        _byFrame.Clear();
        return _lost;
    }

    /// <summary>Makes copies of the pages that are mapped of a table: their domain goes on with others of the same content.</summary>
    internal void Leave(GrantTableModel table)
    {
        Leave(_byHandle, table);
        Leave(_byFrame, table);
    }

    private static void Leave<TKey>(Dictionary<TKey, GrantMapping> mappings, GrantTableModel table)
        where TKey : notnull
    {
        foreach (KeyValuePair<TKey, GrantMapping> held in mappings)
        {
            if (held.Value.Table == table)
            {
                mappings[held.Key] = held.Value with { Page = table.CopyOf(held.Value.Page) };
            }
        }
    }

    private static void Unpin(GrantMapping mapping)
    {
        mapping.Table.ActiveOf(mapping.Reference).Unpin(mapping.Access);
        mapping.Table.Reduce(mapping.Reference, mapping.Access);
    }

    private GrantStatus Map(GnttabMapGrantRef* operation, ModelDomain granter)
    {
        GrantTableModel table = granter.Grants;
        uint reference = operation->Reference;
        GrantAccess access = (operation->Flags & GrantMapFlags.ReadOnly) != 0
            ? GrantAccess.ReadOnly
            : GrantAccess.ReadWrite;
        if (!table.Has(reference))
        {
            return GrantStatus.BadReference;
        }

        ActiveGrant active = table.ActiveOf(reference);
        if (active.IsPinned && (active.User != domain.Id.Value || active.IsFull(access) || active.IsPart))
        {
            return GrantStatus.GeneralError;
        }

        GrantStatus status = Claim(table, reference, access);
        if (status != GrantStatus.Okay)
        {
            return status;
        }

        active.Pin(access);
        GrantMapping mapping =
            new(granter, table, reference, access, GuestFrame.Containing(operation->HostAddress), (nint)active.Page);
        status = Place(operation, mapping, active.Frame);
        if (status != GrantStatus.Okay)
        {
            active.Unpin(access);
            table.Reduce(reference, access);
        }

        return status;
    }

    private GrantStatus Claim(GrantTableModel table, uint reference, GrantAccess access)
    {
        ActiveGrant active = table.ActiveOf(reference);
        if (active.IsPinned && (access == GrantAccess.ReadOnly || active.IsWritten))
        {
            return GrantStatus.Okay;
        }

        GrantStatus status = table.Mark(reference, domain.Id.Value, access, GrantPurpose.Map);
        if (status != GrantStatus.Okay || active.IsPinned)
        {
            return status;
        }

        byte* entry = table.EntryOf(reference);
        ulong frame = table.Version == GrantVersion.One
            ? ((GrantEntryV1*)entry)->Frame
            : ((GrantEntryV2*)entry)->FullPageFrame;
        status = table.FindPage(frame, out byte* page);
        if (status != GrantStatus.Okay)
        {
            table.Reduce(reference, access);
            return status;
        }

        active.User = domain.Id.Value;
        active.Page = page;
        active.Frame = new GuestFrame(frame);
        active.Start = 0;
        active.Length = GuestFrame.Size;
        active.IsPart = false;
        return GrantStatus.Okay;
    }

    /// <summary>Xen: create_grant_p2m_mapping, xen/arch/x86/hvm/grant_table.c; p2m_add_page, xen/arch/x86/mm/p2m.c.</summary>
    private GrantStatus Place(GnttabMapGrantRef* operation, GrantMapping mapping, GuestFrame granted)
    {
        if ((operation->Flags & ~GrantMapFlags.ReadOnly) != GrantMapFlags.HostMap)
        {
            return GrantStatus.GeneralError;
        }

        if (!_byFrame.TryAdd(mapping.Frame.Value, mapping))
        {
            domain.Shutdown = ShutdownReason.Crash;
            return GrantStatus.GeneralError;
        }

        _lost.Add(mapping.Frame.Value);
        if (mapping.Granter == domain)
        {
            // A page has one frame in its own domain: the new one.
            _lost.Add(granted.Value);
        }

        operation->Handle = _nextHandle;
        operation->DeviceAddress = (ulong)mapping.Page;
        _byHandle.Add(_nextHandle, mapping);
        _nextHandle++;
        return GrantStatus.Okay;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>A node of a modelled xenstore. It never changes: another takes its place.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Permissions">Its permissions, the owner's first.</param>
/// <param name="Children">The names of its children, in their order.</param>
/// <param name="Generation">Which change of the store made it.</param>
internal sealed record ModelStoreNode(
    byte[] Value, IReadOnlyList<StorePermission> Permissions, IReadOnlyList<string> Children, ulong Generation)
{
    private const int RecordHeader = 24;
    private const int RecordPermission = 8;

    internal ushort Owner => Permissions[0].Domain.Value;

    /// <summary>The bytes of its children's names, with their ends.</summary>
    internal int ChildrenLength => Children.Sum(child => child.Length + 1);

    /// <summary>Its size in the daemon's database.</summary>
    internal int RecordSize => RecordHeader + (RecordPermission * Permissions.Count) + Value.Length + ChildrenLength;

    /// <summary>Xen: perm_for_conn, tools/xenstore/xenstored_core.c.</summary>
    internal ModelStoreRights RightsOf(ushort domain)
    {
        if (domain == 0 || domain == Owner)
        {
            return ModelStoreRights.Read | ModelStoreRights.Write | ModelStoreRights.Owner;
        }

        StoreAccess access = Permissions[0].Access;
        foreach (StorePermission permission in Permissions.Skip(1))
        {
            if (permission.Domain.Value == domain)
            {
                access = permission.Access;
                break;
            }
        }

        return access switch
        {
            StoreAccess.Read => ModelStoreRights.Read,
            StoreAccess.Write => ModelStoreRights.Write,
            StoreAccess.Both => ModelStoreRights.Read | ModelStoreRights.Write,
            _ => ModelStoreRights.None,
        };
    }

    internal ModelStoreNode WithChild(string name) =>
        this with { Children = [.. Children.Append(name).Order(StringComparer.Ordinal)] };

    internal ModelStoreNode WithoutChild(string name) => this with { Children = [.. Children.Where(child => child != name)] };
}

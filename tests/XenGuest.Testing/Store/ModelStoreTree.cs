using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>The nodes as one sees them: all, or a transaction.</summary>
/// <remarks>Xen: tools/xenstore/xenstored_core.c; the operations check in its order.</remarks>
internal sealed class ModelStoreTree
{
    private readonly ModelStore _store;
    private readonly Dictionary<string, ModelStoreNode> _nodes;
    private readonly HashSet<string> _touched = [];
    private readonly List<ModelStoreChange> _changes = [];

    internal ModelStoreTree(ModelStore store)
    {
        _store = store;
        _nodes = [];
        Put("/", new ModelStoreNode([], [new StorePermission(new DomainId(0), StoreAccess.None)], [], 0));
    }

    private ModelStoreTree(ModelStoreTree origin)
    {
        _store = origin._store;
        _nodes = new Dictionary<string, ModelStoreNode>(origin._nodes);
    }

    /// <summary>What a transaction begins with.</summary>
    internal ModelStoreTree Copy() => new(this);

    /// <summary>What has changed since this was asked last, for the watches.</summary>
    internal IReadOnlyList<ModelStoreChange> TakeChanges()
    {
        ModelStoreChange[] changes = [.. _changes];
        _changes.Clear();
        return changes;
    }

    internal ModelStoreNode? Find(string path)
    {
        _touched.Add(path);
        return _nodes.GetValueOrDefault(path);
    }

    /// <summary>A node that a domain has these rights to. Xen: get_node and errno_from_parents.</summary>
    internal XenErrno Get(ushort domain, string path, ModelStoreRights rights, out ModelStoreNode? node)
    {
        node = Find(path);
        if (node != null)
        {
            return (node.RightsOf(domain) & rights) == rights ? XenErrno.None : XenErrno.AccessDenied;
        }

        string above = path;
        ModelStoreNode? first = null;
        while (first == null)
        {
            above = Above(above);
            first = Find(above);
        }

        return (first.RightsOf(domain) & rights) != 0 ? XenErrno.NotFound : XenErrno.AccessDenied;
    }

    /// <summary>Xen: do_write.</summary>
    internal XenErrno Write(ushort domain, string path, byte[] value)
    {
        XenErrno error = Get(domain, path, ModelStoreRights.Write, out ModelStoreNode? node);
        if (error == XenErrno.NotFound)
        {
            return Report(path, Create(domain, path, value));
        }

        return error != XenErrno.None ? error : Change(domain, path, node! with { Value = value });
    }

    /// <summary>Xen: do_mkdir.</summary>
    internal XenErrno MakeDirectory(ushort domain, string path)
    {
        XenErrno error = Get(domain, path, ModelStoreRights.Write, out _);
        return error == XenErrno.NotFound ? Report(path, Create(domain, path, [])) : error;
    }

    /// <summary>Xen: do_rm.</summary>
    internal XenErrno Remove(ushort domain, string path)
    {
        XenErrno error = Get(domain, path, ModelStoreRights.Write, out _);
        if (error == XenErrno.NotFound)
        {
            return Find(Above(path)) == null ? XenErrno.NotFound : XenErrno.None;
        }

        if (error != XenErrno.None || path == "/")
        {
            return error != XenErrno.None ? error : XenErrno.InvalidArgument;
        }

        // While the nodes are there still, as it takes the right to read them to be told.
        _changes.Add(new ModelStoreChange(path, ModelStoreReach.Above, RightsAt(path)));
        RemoveAll(path);
        Put(Above(path), Find(Above(path))!.WithoutChild(path[(path.LastIndexOf('/') + 1)..]));
        return XenErrno.None;
    }

    /// <summary>Removes what a domain owned, and all below that. Xen: domain_tree_remove.</summary>
    internal void RemoveOwnedBy(ushort domain)
    {
        string[] owned = [.. _nodes.Where(node => node.Value.Owner == domain).Select(static node => node.Key).Order(StringComparer.Ordinal)];
        foreach (string path in owned)
        {
            if (_nodes.ContainsKey(path))
            {
                Remove(0, path);
            }
        }
    }

    /// <summary>Xen: do_set_perms.</summary>
    internal XenErrno SetPermissions(ushort domain, string path, IReadOnlyList<StorePermission> permissions)
    {
        XenErrno error = Get(domain, path, ModelStoreRights.Write | ModelStoreRights.Owner, out ModelStoreNode? node);
        if (error != XenErrno.None)
        {
            return error;
        }

        return domain != 0 && permissions[0].Domain.Value != node!.Owner
            ? XenErrno.NotPermitted : Change(domain, path, node! with { Permissions = permissions });
    }

    /// <summary>Makes what a transaction did happen here. Xen: finalize_transaction.</summary>
    /// <param name="transaction">What the transaction has made of its copy.</param>
    /// <param name="start">What it began with.</param>
    internal XenErrno Commit(ModelStoreTree transaction, ModelStoreTree start)
    {
        string[] touched = [.. transaction._touched];
        if (!touched.All(path => ReferenceEquals(_nodes.GetValueOrDefault(path), start._nodes.GetValueOrDefault(path))))
        {
            return XenErrno.TryAgain;
        }

        foreach (string path in touched)
        {
            ModelStoreNode? node = transaction._nodes.GetValueOrDefault(path);
            if (node == null)
            {
                _nodes.Remove(path);
            }
            else if (!ReferenceEquals(node, _nodes.GetValueOrDefault(path)))
            {
                Put(path, node);
            }
        }

        _changes.AddRange(transaction._changes);
        return XenErrno.None;
    }

    /// <summary>The nodes' rights where there is a node, else those of the one above. Xen: fire_watches.</summary>
    internal Func<ushort, bool> RightsAt(string path)
    {
        ModelStoreNode? node = _nodes.GetValueOrDefault(path) ?? _nodes.GetValueOrDefault(Above(path));
        return domain => node != null && (node.RightsOf(domain) & ModelStoreRights.Read) != 0;
    }

    private static string Above(string path) => path[..Math.Max(1, path.LastIndexOf('/'))];

    /// <summary>Xen: create_node and construct_node: a new node has the permissions of the one above, and its maker as owner.</summary>
    private XenErrno Create(ushort domain, string path, byte[] value)
    {
        if (domain != 0 && _nodes.Values.Count(node => node.Owner == domain) >= _store.MostNodes)
        {
            return XenErrno.NoSpace;
        }

        string above = Above(path);
        if (Find(above) == null)
        {
            XenErrno error = Create(domain, above, []);
            if (error != XenErrno.None)
            {
                return error;
            }
        }

        ModelStoreNode parent = Find(above)!;
        StorePermission owner = new(domain == 0 ? parent.Permissions[0].Domain : new DomainId(domain), parent.Permissions[0].Access);
        ModelStoreNode node = new(value, [owner, .. parent.Permissions.Skip(1)], [], 0);
        ModelStoreNode fuller = parent.WithChild(path[(path.LastIndexOf('/') + 1)..]);
        if (!Fits(domain, node) || !Fits(domain, fuller))
        {
            return XenErrno.NoSpace;
        }

        Put(above, fuller);
        Put(path, node);
        return XenErrno.None;
    }

    private XenErrno Change(ushort domain, string path, ModelStoreNode node)
    {
        if (!Fits(domain, node))
        {
            return XenErrno.NoSpace;
        }

        Put(path, node);
        return Report(path, XenErrno.None);
    }

    /// <summary>Watches hear of what was asked for, not of the nodes above that were made for it.</summary>
    private XenErrno Report(string path, XenErrno error)
    {
        if (error == XenErrno.None)
        {
            _changes.Add(new ModelStoreChange(path, ModelStoreReach.Above, RightsAt(path)));
        }

        return error;
    }

    private bool Fits(ushort domain, ModelStoreNode node) => domain == 0 || node.RecordSize < _store.MostRecordSize;

    private void Put(string path, ModelStoreNode node)
    {
        _touched.Add(path);
        _nodes[path] = node with { Generation = _store.NextGeneration() };
    }

    private void RemoveAll(string path)
    {
        foreach (string child in Find(path)!.Children)
        {
            string below = $"{path}/{child}";
            _changes.Add(new ModelStoreChange(below, ModelStoreReach.Exact, RightsAt(below)));
            RemoveAll(below);
        }

        _nodes.Remove(path);
    }
}

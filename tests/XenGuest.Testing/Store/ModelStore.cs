using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>xenstored by its own rules: a tree with permissions, quotas, transactions and watches.</summary>
/// <remarks>
/// It runs in a domain of the model and takes and raises its events there: whoever plays that domain's event threads
/// (<see cref="ModelGuest{TWord}.RunEventThreads"/>) lets it work. Domain 0 may do everything; there are no stub domains.
/// Modelled on Xen 4.17's, tools/xenstore. Left out: control, introduce, release, resume and set_target, which are the
/// toolstack's, the permissions of special watches, and the limit of outstanding requests.
/// </remarks>
public sealed class ModelStore
{
    private readonly ModelGuest<ulong> _home;
    private readonly List<ModelStoreConnection> _connections = [];
    private ulong _generation;

    /// <summary>A daemon without connections; the tree has its root and nothing else.</summary>
    /// <param name="home">The domain that it runs in.</param>
    public ModelStore(ModelGuest<ulong> home)
    {
        _home = home;
        Tree = new ModelStoreTree(this);
    }

    /// <summary>How many nodes a domain may own.</summary>
    public int MostNodes { get; set; } = 1000;

    /// <summary>How large a domain may make a node, in bytes of the daemon's database.</summary>
    public int MostRecordSize { get; set; } = 2048;

    /// <summary>How many watches a domain may have.</summary>
    public int MostWatches { get; set; } = 128;

    /// <summary>How many transactions a domain may have open.</summary>
    public int MostTransactions { get; set; } = 10;

    internal ModelStoreTree Tree { get; }

    /// <summary>Connects a domain, as the toolstack does: page and port become its parameters.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="page">The page of its memory that it shares.</param>
    /// <returns>The domain's port.</returns>
    public EventPort Introduce(ModelDomain domain, GuestFrame page)
    {
        ModelStoreConnection? connection = null;
        StoreDaemonRing ring = StoreDaemonRing.Connect(_home, domain, page, () => connection!.Work());
        connection = new ModelStoreConnection(this, domain.Id.Value, ring);
        _connections.Add(connection);
        Fire([new ModelStoreChange("@introduceDomain", ModelStoreReach.Exact, static domain => domain == 0)]);
        return ring.Port;
    }

    /// <summary>Forgets a domain that is no more: its connection, watches and transactions, and the nodes that it owns.</summary>
    /// <param name="domain">The domain, which has its number still. It must not run.</param>
    /// <remarks>Xen: do_release and destroy_domain, tools/xenstore/xenstored_domain.c.</remarks>
    public void Release(ModelDomain domain)
    {
        ushort number = domain.Id.Value;
        ModelStoreConnection? connection = _connections.Find(each => each.Domain == number);
        if (connection == null)
        {
            return;
        }

        connection.Disconnect();
        _connections.Remove(connection);
        Tree.RemoveOwnedBy(number);
        Fire(Tree.TakeChanges());
        Fire([new ModelStoreChange("@releaseDomain", ModelStoreReach.Exact, static domain => domain == 0)]);
    }

    /// <summary>Makes a node as the toolstack does.</summary>
    /// <param name="path">The node.</param>
    /// <param name="value">Its value.</param>
    /// <param name="permissions">Its permissions; those of the node above where there are none.</param>
    public void Write(string path, ReadOnlySpan<byte> value, params ReadOnlySpan<StorePermission> permissions)
    {
        Require(Tree.Write(0, path, value.ToArray()));
        if (permissions.Length != 0)
        {
            Require(Tree.SetPermissions(0, path, permissions.ToArray()));
        }

        Fire(Tree.TakeChanges());
    }

    /// <summary>Reads a node as the toolstack does.</summary>
    /// <param name="path">The node.</param>
    /// <returns>Its value, or null.</returns>
    public byte[]? Read(string path) => Tree.Find(path)?.Value;

    /// <summary>Makes nodes as the toolstack does in a transaction: watches hear of them when all are there.</summary>
    /// <param name="nodes">Their paths, values and permissions; none where the permissions are those of the node above.</param>
    public void WriteAll(params ReadOnlySpan<(string Path, string Value, StorePermission[] Permissions)> nodes)
    {
        foreach ((string path, string value, StorePermission[] permissions) in nodes)
        {
            Require(Tree.Write(0, path, Encoding.UTF8.GetBytes(value)));
            if (permissions.Length != 0)
            {
                Require(Tree.SetPermissions(0, path, permissions));
            }
        }

        Fire(Tree.TakeChanges());
    }

    /// <summary>Removes nodes as the toolstack does in a transaction, with all below them.</summary>
    /// <param name="paths">The nodes; one that is not there is left out.</param>
    public void RemoveAll(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            XenErrno error = Tree.Remove(0, path);
            Require(error == XenErrno.NotFound ? XenErrno.None : error);
        }

        Fire(Tree.TakeChanges());
    }

    /// <summary>How many watches a domain has.</summary>
    /// <param name="domain">The domain.</param>
    /// <returns>The number.</returns>
    public int CountWatches(DomainId domain) =>
        _connections.Where(connection => connection.Domain == domain.Value).Sum(static connection => connection.WatchCount);

    internal ulong NextGeneration() => ++_generation;

    internal bool IsIntroduced(ushort domain) => domain == 0 || _connections.Any(connection => connection.Domain == domain);

    /// <summary>Xen: fire_watches, tools/xenstore/xenstored_watch.c.</summary>
    internal void Fire(IReadOnlyList<ModelStoreChange> changes)
    {
        foreach (ModelStoreChange change in changes)
        {
            foreach (ModelStoreConnection connection in _connections)
            {
                connection.Fire(change);
            }
        }

        foreach (ModelStoreConnection connection in _connections)
        {
            connection.Flush();
        }
    }

    private static void Require(XenErrno error)
    {
        if (error != XenErrno.None)
        {
            throw new InvalidOperationException($"The model refused what a toolstack may do: {error}.");
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>What a modelled xenstored keeps of a domain, and how it answers it.</summary>
/// <remarks>Xen: process_message, tools/xenstore/xenstored_core.c.</remarks>
internal sealed class ModelStoreConnection
{
    private static readonly byte[] s_done = "OK\0"u8.ToArray();

    private readonly ModelStore _store;
    private readonly StoreDaemonRing _ring;
    private readonly List<ModelStoreWatch> _watches = [];
    private readonly Dictionary<uint, ModelStoreTransaction> _transactions = [];
    private uint _lastTransaction;

    internal ModelStoreConnection(ModelStore store, ushort domain, StoreDaemonRing ring)
    {
        _store = store;
        _ring = ring;
        Domain = domain;
    }

    internal ushort Domain { get; }

    internal int WatchCount => _watches.Count;

    private bool IsLimited => Domain != 0;

    internal void Flush() => _ring.Flush();

    internal void Disconnect() => _ring.Disconnect();

    /// <summary>Does what the domain asks.</summary>
    internal void Work()
    {
        bool hasMoved;
        do
        {
            // An event that another domain caused has moved the ring too: what came with it is here, and moves no more.
            hasMoved = _ring.Flush();
            while (_ring.TryTakeRequest(out XsdSockmsg header, out byte[] payload))
            {
                Process(header, payload);
            }
        }
        while (hasMoved);
    }

    internal void Fire(ModelStoreChange change)
    {
        foreach (ModelStoreWatch watch in _watches)
        {
            if (watch.Concerns(change) && change.MayRead(Domain))
            {
                SendEvent(watch, change.Path);
            }
        }
    }

    private static string[] Texts(byte[] payload) =>
        payload.Length == 0 || payload[^1] != 0 ? [] : Encoding.Latin1.GetString(payload, 0, payload.Length - 1).Split('\0');

    private static byte[] Join(IEnumerable<string> texts) => Encoding.Latin1.GetBytes(string.Concat(texts.Select(text => text + "\0")));

    private void Process(XsdSockmsg header, byte[] payload)
    {
        ModelStoreTree tree = _store.Tree;
        bool isOfTransaction = header.Type is not (StoreMessageType.Watch or StoreMessageType.Unwatch
            or StoreMessageType.ResetWatches or StoreMessageType.GetDomainPath or StoreMessageType.IsDomainIntroduced);
        if (isOfTransaction && header.TransactionId != 0)
        {
            if (!_transactions.TryGetValue(header.TransactionId, out ModelStoreTransaction? transaction))
            {
                Send(header, XenErrno.NotFound, []);
                return;
            }

            tree = transaction.Tree;
        }

        ModelStoreWatch? isNew = null;
        (XenErrno error, byte[] answer) = header.Type switch
        {
            StoreMessageType.Watch => Watch(Texts(payload), out isNew),
            StoreMessageType.Unwatch => Unwatch(Texts(payload)),
            StoreMessageType.ResetWatches => Reset(),
            StoreMessageType.TransactionStart => StartTransaction(header.TransactionId),
            StoreMessageType.TransactionEnd => EndTransaction(header.TransactionId, Texts(payload)),
            StoreMessageType.GetDomainPath => GetDomainPath(Texts(payload)),
            StoreMessageType.IsDomainIntroduced => IsIntroduced(Texts(payload)),
            _ => OnNode(tree, header.Type, payload),
        };
        Send(header, error, answer);
        if (isNew != null)
        {
            // Once up front, whatever the rights: that makes restarts simple.
            SendEvent(isNew, isNew.Path);
        }

        _store.Fire(_store.Tree.TakeChanges());
    }

    private (XenErrno, byte[]) OnNode(ModelStoreTree tree, StoreMessageType type, byte[] payload)
    {
        int end = Array.IndexOf(payload, (byte)0);
        if (end < 0)
        {
            return (XenErrno.InvalidArgument, []);
        }

        string given = Encoding.Latin1.GetString(payload, 0, end);
        byte[] rest = payload[(end + 1)..];
        bool takesMore = type is StoreMessageType.Write or StoreMessageType.SetPermissions or StoreMessageType.DirectoryPart;
        if (StorePath.Check(given) != XenErrno.None || given.Contains('@') || (!takesMore && rest.Length != 0))
        {
            return (XenErrno.InvalidArgument, []);
        }

        string path = InFull(given);
        switch (type)
        {
            case StoreMessageType.Write:
                return (tree.Write(Domain, path, rest), s_done);
            case StoreMessageType.MakeDirectory:
                return (tree.MakeDirectory(Domain, path), s_done);
            case StoreMessageType.Remove:
                return (tree.Remove(Domain, path), s_done);
            case StoreMessageType.SetPermissions:
                return (SetPermissions(tree, path, Texts(rest)), s_done);
        }

        XenErrno error = tree.Get(Domain, path, ModelStoreRights.Read, out ModelStoreNode? node);
        if (error != XenErrno.None)
        {
            return (error, []);
        }

        return type switch
        {
            StoreMessageType.Read => (XenErrno.None, node!.Value),
            StoreMessageType.GetPermissions => (XenErrno.None, Join(
                node!.Permissions.Select(permission => $"{(char)permission.Access}{permission.Domain.Value}"))),
            StoreMessageType.Directory => node!.ChildrenLength > XenstoreDomainInterface.MostPayload
                ? (XenErrno.TooBig, []) : (XenErrno.None, Join(node.Children)),
            StoreMessageType.DirectoryPart => GetPart(node!, Texts(rest)),
            _ => (XenErrno.NotImplemented, []),
        };
    }

    /// <summary>Xen: send_directory_part.</summary>
    private static (XenErrno, byte[]) GetPart(ModelStoreNode node, string[] arguments)
    {
        if (arguments.Length != 1 || !int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out int offset))
        {
            return (XenErrno.InvalidArgument, []);
        }

        List<byte> answer = [.. Join([node.Generation.ToString(CultureInfo.InvariantCulture)])];
        byte[] names = Join(node.Children);
        int most = XenstoreDomainInterface.MostPayload - answer.Count - 1;
        int end = Math.Min(offset, names.Length);
        int next = NextEnd(names, end);
        while (next > end && next - Math.Min(offset, names.Length) <= most)
        {
            end = next;
            next = NextEnd(names, end);
        }

        answer.AddRange(names[Math.Min(offset, names.Length)..end]);
        if (end == names.Length)
        {
            answer.Add(0);
        }

        return (XenErrno.None, [.. answer]);
    }

    private static int NextEnd(byte[] names, int start) => start == names.Length ? start : Array.IndexOf(names, (byte)0, start) + 1;

    private XenErrno SetPermissions(ModelStoreTree tree, string path, string[] texts)
    {
        List<StorePermission> permissions = [];
        foreach (string text in texts)
        {
            if (!StorePermission.TryParse(Encoding.Latin1.GetBytes(text), out StorePermission permission))
            {
                return XenErrno.InvalidArgument;
            }

            permissions.Add(permission);
        }

        return permissions.Count == 0 ? XenErrno.InvalidArgument : tree.SetPermissions(Domain, path, permissions);
    }

    private (XenErrno, byte[]) Watch(string[] texts, out ModelStoreWatch? isNew)
    {
        isNew = null;
        if (texts.Length != 2 || StorePath.Check(texts[0]) != XenErrno.None)
        {
            return (XenErrno.InvalidArgument, []);
        }

        bool isInFull = texts[0][0] is '/' or '@';
        ModelStoreWatch watch = new(isInFull ? texts[0] : InFull(texts[0]), texts[1], isInFull ? "" : InFull(""));
        if (_watches.Exists(other => other.Path == watch.Path && other.Token == watch.Token))
        {
            return (XenErrno.AlreadyExists, []);
        }

        if (IsLimited && _watches.Count >= _store.MostWatches)
        {
            return (XenErrno.TooBig, []);
        }

        _watches.Add(watch);
        isNew = watch;
        return (XenErrno.None, s_done);
    }

    private (XenErrno, byte[]) Unwatch(string[] texts)
    {
        bool wasThere = texts.Length == 2
            && _watches.RemoveAll(watch => watch.Token == texts[1] && (watch.Path == texts[0] || watch.Path == InFull(texts[0]))) != 0;
        return (wasThere ? XenErrno.None : XenErrno.NotFound, s_done);
    }

    private (XenErrno, byte[]) Reset()
    {
        _watches.Clear();
        _transactions.Clear();
        return (XenErrno.None, s_done);
    }

    private (XenErrno, byte[]) StartTransaction(uint inside)
    {
        if (inside != 0 || (IsLimited && _transactions.Count >= _store.MostTransactions))
        {
            return (inside != 0 ? XenErrno.Busy : XenErrno.NoSpace, []);
        }

        _lastTransaction++;
        _transactions.Add(_lastTransaction, new ModelStoreTransaction(_store.Tree.Copy(), _store.Tree.Copy()));
        return (XenErrno.None, Join([_lastTransaction.ToString(CultureInfo.InvariantCulture)]));
    }

    private (XenErrno, byte[]) EndTransaction(uint id, string[] texts)
    {
        if (texts is not ["T" or "F"] || !_transactions.Remove(id, out ModelStoreTransaction? transaction))
        {
            return (texts is ["T" or "F"] ? XenErrno.NotFound : XenErrno.InvalidArgument, []);
        }

        return (texts[0] == "F" ? XenErrno.None : _store.Tree.Commit(transaction.Tree, transaction.Start), s_done);
    }

    private (XenErrno, byte[]) GetDomainPath(string[] texts) =>
        texts.Length == 1 ? (XenErrno.None, Join([$"/local/domain/{texts[0]}"])) : (XenErrno.InvalidArgument, []);

    private (XenErrno, byte[]) IsIntroduced(string[] texts) =>
        texts.Length == 1 && ushort.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort domain)
            ? (XenErrno.None, Join([_store.IsIntroduced(domain) ? "T" : "F"]))
            : (XenErrno.InvalidArgument, []);

    private string InFull(string path) => path.StartsWith('/') ? path : $"/local/domain/{Domain}/{path}";

    private void Send(XsdSockmsg header, XenErrno error, byte[] answer)
    {
        byte[] payload = error == XenErrno.None ? answer : Join([ModelStoreErrorText.Of(error)]);
        header.Type = error == XenErrno.None ? header.Type : StoreMessageType.Error;
        header.Length = (uint)payload.Length;
        _ring.Send(header, payload);
    }

    private void SendEvent(ModelStoreWatch watch, string path)
    {
        byte[] payload = Join([path[watch.Home.Length..], watch.Token]);
        _ring.Send(new XsdSockmsg { Type = StoreMessageType.WatchEvent, Length = (uint)payload.Length }, payload);
    }
}

using System;
using System.Linq;
using System.Text;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A host with xenstored in domain 0, and domains 1 and 2 connected to it, each with its own part of the tree.</summary>
internal sealed class StoreScene : IDisposable
{
    private readonly XenModel _host = new();

    internal StoreScene()
    {
        ModelGuest<ulong> home = new(_host.CreateDomain(new DomainShape()));
        Store = new ModelStore(home);
        Clients = [.. Enumerable.Range(1, 2).Select(domain => Connect(home, (ushort)domain))];
    }

    internal ModelStore Store { get; }

    internal StoreClient[] Clients { get; }

    internal StoreClient Client => Clients[0];

    public void Dispose() => _host.Dispose();

    internal XenErrno Write(string path, string value, StoreTransactionId transaction = default) =>
        Client.Do(request => request.Write(path, Encoding.Latin1.GetBytes(value), transaction)).Errno;

    /// <summary>A node's value, or the error in brackets.</summary>
    internal string Read(string path, StoreTransactionId transaction = default)
    {
        TestRequest request = Client.Do(request => request.Read(path, transaction));
        return request.Errno == XenErrno.None ? request.Text : $"[{request.Errno}]";
    }

    internal string Directory(string path) => Client.Do(request => request.Directory(path, default)).Text.Replace('\0', ' ');

    internal StoreTransactionId Begin()
    {
        TestRequest request = Client.Do(request => request.StartTransaction());
        Assert.Equal(XenErrno.None, request.Errno);
        return StoreRequest.ReadTransaction(request.Answer, 0);
    }

    /// <summary>A client's domain is saved and restored: as another, whose nodes are new ones. The connection is quiet.</summary>
    internal void Restore(StoreClient client)
    {
        ModelGuest<ulong> guest = client.Guest;
        EventPort port = default;
        guest.Domain.WhileSuspended = () =>
        {
            Store.Release(guest.Domain);
            guest.Domain.Restore();
            Store.Write($"/local/domain/{guest.Domain.Id.Value}", [], new StorePermission(guest.Domain.Id, StoreAccess.None));
            port = Store.Introduce(guest.Domain, StoreClient.Page);
        };
        Assert.True(client.Connection.IsQuiet);
        Assert.True(guest.Binder.TryStandStill());
        Assert.True(new SchedOperations(guest.Domain.Vcpus[0]).Shutdown(ShutdownReason.Suspend).Value);
        guest.ConnectAgain();
        Assert.Equal(XenErrno.None, guest.Binder.GoOnRestored(_ => port));
        client.Connection.GoOnRestored();
    }

    internal XenErrno Commit(StoreTransactionId transaction) => Client.Do(request => request.CommitTransaction(transaction)).Errno;

    private StoreClient Connect(ModelGuest<ulong> home, ushort domain)
    {
        ModelGuest<ulong> guest = new(_host.CreateDomain(new DomainShape()));
        Store.Write($"/local/domain/{domain}", [], new StorePermission(new DomainId(domain), StoreAccess.None));
        Store.Write($"/local/domain/{domain}/name", Encoding.Latin1.GetBytes($"guest{domain}"));
        return new StoreClient(home, guest, Store.Introduce(guest.Domain, StoreClient.Page));
    }
}

using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store;

public sealed class TransactionTests : IDisposable
{
    private readonly StoreScene _scene = new();

    private StoreClient Client => _scene.Client;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void What_a_transaction_does_is_seen_by_it_alone_until_it_ends()
    {
        StoreTransactionId transaction = _scene.Begin();
        Assert.Equal(XenErrno.None, _scene.Write("a", "1", transaction));
        Assert.Equal("1", _scene.Read("a", transaction));
        Assert.Equal("[NotFound]", _scene.Read("a"));
        Assert.Equal(XenErrno.None, _scene.Commit(transaction));
        Assert.Equal("1", _scene.Read("a"));
        Assert.Equal(XenErrno.NotFound, _scene.Commit(transaction));
    }

    [Fact]
    public void An_aborted_transaction_leaves_nothing_behind()
    {
        StoreTransactionId transaction = _scene.Begin();
        Assert.Equal(XenErrno.None, _scene.Write("a", "1", transaction));
        Assert.Equal(XenErrno.None, Client.Do(request => request.AbortTransaction(transaction)).Errno);
        Assert.Equal("[NotFound]", _scene.Read("a"));
        Assert.Equal("[NotFound]", _scene.Read("name", transaction));
    }

    [Fact]
    public void A_transaction_that_looked_at_what_has_changed_since_must_be_tried_again()
    {
        StoreTransactionId transaction = _scene.Begin();
        Assert.Equal("guest1", _scene.Read("name", transaction));
        Assert.Equal(XenErrno.None, _scene.Write("copy", "guest1", transaction));
        _scene.Store.Write("/local/domain/1/name", "other"u8);
        Assert.Equal("guest1", _scene.Read("name", transaction));
        Assert.Equal(XenErrno.TryAgain, _scene.Commit(transaction));
        Assert.Equal("[NotFound]", _scene.Read("copy"));
    }

    [Fact]
    public void Transactions_that_have_nothing_in_common_do_not_meet()
    {
        _scene.Write("a", "0");
        _scene.Write("b", "0");
        StoreTransactionId one = _scene.Begin();
        StoreTransactionId other = _scene.Begin();
        _scene.Write("a", "1", one);
        _scene.Write("b", "2", other);
        Assert.Equal(XenErrno.None, _scene.Commit(other));
        Assert.Equal(XenErrno.None, _scene.Commit(one));
        Assert.Equal("12", _scene.Read("a") + _scene.Read("b"));
    }

    [Fact]
    public void Watches_hear_of_a_transaction_when_it_ends()
    {
        TestWatch watch = Client.Watch("t");
        watch.Changed.Clear();
        StoreTransactionId transaction = _scene.Begin();
        _scene.Write("t/a", "1", transaction);
        Assert.Empty(watch.Changed);
        _scene.Commit(transaction);
        Assert.Contains("t/a", watch.Changed);
    }
}

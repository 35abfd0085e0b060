using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A new connection over the same page, which the test's daemon makes as oxenstored does.</summary>
public sealed class ReconnectionTests : System.IDisposable
{
    private readonly ScriptedDaemon _daemon = new();

    private StoreClient Client => _daemon.Client;

    private ref XenstoreDomainInterface Page => ref _daemon.Ring.Page;

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public void It_is_refused_where_it_is_not_offered()
    {
        Assert.Equal(XenErrno.NotSupported, Client.Connection.Reconnect());
        Assert.Equal(0u, Page.Connection);
    }

    [Fact]
    public void What_was_under_way_ends_and_what_comes_waits_for_the_new_connection()
    {
        Page.ServerFeatures = XenstoreDomainInterface.FeatureReconnection;
        TestRequest lost = Client.Start(static request => request.Read("a", default));
        Client.Run();
        Assert.Equal(XenErrno.None, Client.Connection.Reconnect());
        Assert.Equal(XenErrno.AlreadyExists, Client.Connection.Reconnect());
        Assert.Equal(XenErrno.NotConnected, lost.Errno);
        int notifications = Client.Notifications;
        TestRequest waiting = Client.Start(static request => request.Read("b", default));
        Client.Run();
        Assert.Equal(notifications + 1, Client.Notifications);
        Assert.Equal(XenstoreDomainInterface.Reconnecting, Page.Connection);
        Assert.Single(_daemon.Requests);

        Renew();
        Assert.False(Client.Connection.IsReconnecting);
        Assert.Equal("b\0", _daemon.Requests[0].Payload);
        _daemon.Answer("2");
        Assert.Equal("2", waiting.Text);
        Assert.Equal(1u, Client.Connection.Generation);
    }

    [Fact]
    public void A_connection_that_is_over_is_made_again_and_old_transactions_are_to_be_tried_again()
    {
        Page.ServerFeatures = XenstoreDomainInterface.FeatureReconnection;
        Page.AnswerProducer += 5000;
        Client.Run();
        Assert.Equal(StoreFault.AnswerIndex, Client.Connection.Fault);

        Assert.Equal(XenErrno.None, Client.Connection.Reconnect());
        Client.Run();
        Renew();
        Assert.Equal(StoreFault.None, Client.Connection.Fault);
        TestRequest old = new();
        Assert.Equal(XenErrno.None, old.CommitTransaction(new StoreTransactionId(5, 0)));
        Assert.Equal(XenErrno.TryAgain, Client.Connection.Submit(old));
        TestRequest request = Client.Start(static request => request.Read("c", default));
        Client.Run();
        _daemon.Answer("3");
        Assert.Equal("3", request.Text);
    }

    [Fact]
    public void Watches_are_set_again()
    {
        Page.ServerFeatures = XenstoreDomainInterface.FeatureReconnection;
        TestWatch watch = new("w");
        Assert.Equal(XenErrno.None, Client.Connection.Add(watch));
        TestRequest watching = Client.Start(request => request.Watch(watch));
        Client.Run();
        _daemon.Answer("OK\0");
        Assert.Equal(XenErrno.None, watching.Errno);

        Client.Connection.Reconnect();
        Client.Run();
        Renew();
        Assert.Equal($"w\0{watch.Token}\0", Assert.Single(_daemon.Requests).Payload);
        _daemon.Answer("OK\0");
        Assert.Equal(StoreFault.None, watch.Fault);
    }

    [Fact]
    public void Closing_ends_the_wait_for_it()
    {
        Page.ServerFeatures = XenstoreDomainInterface.FeatureReconnection;
        Client.Connection.Reconnect();
        TestRequest waiting = Client.Start(static request => request.Read("a", default));
        Client.Connection.Close();
        Assert.Equal(XenErrno.NotConnected, waiting.Errno);
        Assert.False(Client.Connection.IsReconnecting);
    }

    /// <summary>The daemon empties the rings, says so, and notifies.</summary>
    private void Renew()
    {
        Assert.Equal(XenstoreDomainInterface.Reconnecting, Page.Connection);
        List<(XsdSockmsg Header, string Payload)> before = _daemon.Requests;
        before.Clear();
        Page.RequestProducer = Page.RequestConsumer = Page.AnswerProducer = Page.AnswerConsumer = 0;
        Page.Connection = 0;
        Client.Run();
    }
}

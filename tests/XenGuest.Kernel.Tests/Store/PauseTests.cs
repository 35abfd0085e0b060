using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store;

/// <summary>A connection whose domain is suspended: nothing is under way then, and a restored one begins anew.</summary>
public sealed class PauseTests : System.IDisposable
{
    private const string Path = "data";

    private readonly StoreScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_paused_connection_takes_answers_and_asks_for_nothing()
    {
        StoreClient client = _scene.Client;
        TestRequest first = client.Start(static request => request.Write(Path, "1"u8, default));
        client.Exchange();
        Assert.False(client.Connection.IsQuiet);

        client.Connection.Pause();
        TestRequest second = client.Start(static request => request.Write(Path, "2"u8, default));
        client.Run();
        Assert.Equal(XenErrno.None, first.Errno);
        Assert.True(second.IsPending);
        Assert.True(client.Connection.IsQuiet);

        client.Connection.GoOn();
        client.Run();
        Assert.Equal(XenErrno.None, second.Errno);
        Assert.Equal("2", _scene.Read(Path));
    }

    [Fact]
    public void A_restored_connection_watches_again_and_what_has_waited_is_done()
    {
        StoreClient client = _scene.Client;
        TestWatch kept = client.Watch(Path);
        TestWatch removed = client.Watch("/local");
        client.Do(request => request.Unwatch(removed));
        client.Connection.Remove(removed);
        client.Connection.Pause();
        TestWatch begun = new("/tool");
        Assert.Equal(XenErrno.None, client.Connection.Add(begun));
        TestRequest watching = client.Start(request => request.Watch(begun));
        TestRequest waiting = client.Start(static request => request.Write(Path, "1"u8, default));
        int events = kept.Changed.Count;

        _scene.Restore(client);
        client.Run();
        Assert.Equal(XenErrno.None, watching.Errno);
        Assert.Equal(XenErrno.None, waiting.Errno);
        Assert.Equal("1", _scene.Read(Path));

        // The first event of the watch that was set again, and that of the write.
        Assert.Equal(events + 2, kept.Changed.Count);
        Assert.Single(begun.Changed);
        Assert.Empty(removed.Changed[1..]);
        Assert.Equal(1u, client.Connection.Generation);
        Assert.Equal(0u, client.Connection.StrayEvents);
        Assert.Equal(StoreFault.None, client.Connection.Fault);
    }

    [Fact]
    public void Transactions_of_before_are_to_be_tried_again()
    {
        StoreClient client = _scene.Client;
        StoreTransactionId before = _scene.Begin();
        client.Connection.Pause();
        TestRequest waiting = client.Start(request => request.Write(Path, "1"u8, before));

        _scene.Restore(client);
        client.Run();
        Assert.Equal(XenErrno.TryAgain, waiting.Errno);
        TestRequest late = new();
        Assert.Equal(XenErrno.None, late.CommitTransaction(before));
        Assert.Equal(XenErrno.TryAgain, client.Connection.Submit(late));
        Assert.False(late.IsPending);
    }

    [Fact]
    public void A_watch_that_is_refused_now_is_told_so()
    {
        StoreClient client = _scene.Client;
        TestWatch watch = client.Watch(Path);
        _scene.Store.MostWatches = 0;

        _scene.Restore(client);
        client.Run();
        Assert.Equal(StoreFault.WatchLost, watch.Fault);
        Assert.Equal(StoreFault.None, client.Connection.Fault);
    }
}

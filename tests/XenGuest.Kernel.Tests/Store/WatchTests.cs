using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Store;

public sealed class WatchTests : IDisposable
{
    private readonly StoreScene _scene = new();

    private StoreClient Client => _scene.Client;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_watch_fires_at_once_and_for_what_is_at_or_below_it()
    {
        TestWatch absolute = Client.Watch("/local/domain/1/a");
        TestWatch relative = Client.Watch("a");
        _scene.Write("a", "1");
        _scene.Write("a/b", "2");
        _scene.Write("ab", "3");
        Assert.Equal(["/local/domain/1/a", "/local/domain/1/a", "/local/domain/1/a/b"], absolute.Changed);
        Assert.Equal(["a", "a", "a/b"], relative.Changed);
    }

    [Fact]
    public void A_watch_inside_of_what_is_removed_fires()
    {
        _scene.Write("a/b/c", "1");
        TestWatch inside = Client.Watch("a/b/c");
        TestWatch outside = Client.Watch("a");
        Client.Do(request => request.Remove("a", default));
        Assert.Equal(["a/b/c", "a/b/c"], inside.Changed);
        Assert.Equal(["a", "a"], outside.Changed);
    }

    [Fact]
    public void What_another_domain_does_comes_without_being_asked_for()
    {
        StorePermission[] permissions = [new(new DomainId(1), StoreAccess.None), new(new DomainId(2), StoreAccess.Both)];
        _scene.Write("shared", "");
        Client.Do(request => request.SetPermissions("shared", permissions, default));
        TestWatch watch = Client.Watch("shared");
        TestWatch blind = _scene.Clients[1].Watch("/local/domain/1/name");
        _scene.Clients[1].Do(request => request.Write("/local/domain/1/shared", "x"u8, default));
        Client.Run();
        Assert.Equal(["shared", "shared"], watch.Changed);
        _scene.Write("name", "y");
        _scene.Clients[1].Run();
        Assert.Single(blind.Changed);
    }

    [Fact]
    public void A_watch_taken_back_hears_nothing_more()
    {
        TestWatch watch = Client.Watch("a");
        Assert.Equal(XenErrno.AlreadyExists, Client.Connection.Add(watch));
        Assert.Equal(XenErrno.None, Client.Do(request => request.Unwatch(watch)).Errno);
        Assert.Equal(XenErrno.NotFound, Client.Do(request => request.Unwatch(watch)).Errno);
        Client.Connection.Remove(watch);
        Client.Connection.Remove(watch);
        _scene.Write("a", "1");
        Assert.Single(watch.Changed);
        Assert.Equal(0u, Client.Connection.StrayEvents);
    }

    [Fact]
    public void An_event_that_was_on_its_way_to_a_watch_that_is_gone_is_counted()
    {
        TestWatch watch = Client.Watch("a");
        Client.Connection.Remove(watch);
        _scene.Write("a", "1");
        Assert.Equal(1u, Client.Connection.StrayEvents);
        Assert.Single(watch.Changed);

        TestWatch next = Client.Watch("a");
        _scene.Write("a", "2");
        Assert.Equal(2, next.Changed.Count);
        Assert.Equal(2u, Client.Connection.StrayEvents);
    }

    [Fact]
    public void All_watches_are_taken_back_at_once()
    {
        TestWatch watch = Client.Watch("a");
        Assert.Equal(XenErrno.None, Client.Do(request => request.ResetWatches()).Errno);
        _scene.Write("a", "1");
        Assert.Single(watch.Changed);
    }

    [Fact]
    public void Many_watches_have_each_its_own_events_and_their_number_is_limited()
    {
        _scene.Store.MostWatches = 20;
        TestWatch[] watches = new TestWatch[20];
        for (int i = 0; i < watches.Length; i++)
        {
            watches[i] = Client.Watch($"w/{i}");
        }

        for (int i = 0; i < watches.Length; i++)
        {
            _scene.Write($"w/{i}", "1");
        }

        Assert.All(watches, watch => Assert.Equal([watch.Path, watch.Path], watch.Changed));
        TestWatch more = new("more");
        Client.Connection.Add(more);
        Assert.Equal(XenErrno.TooBig, Client.Do(request => request.Watch(more)).Errno);
    }
}

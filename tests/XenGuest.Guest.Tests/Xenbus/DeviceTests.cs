using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Xenbus;

/// <summary>One device: both of its ends, and peers and toolstacks that misbehave in every way there is.</summary>
public sealed class DeviceTests : IDisposable
{
    private const string Front = "device/echo/0";
    private const string Back = "backend/echo/1/0";

    private readonly BusScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Two_ends_connect_and_close_in_order_and_connect_again()
    {
        _scene.AddDevice(0);
        for (int life = 0; life < 3; life++)
        {
            GuestDevice front = await OpenFrontAsync();
            GuestDevice back = await _scene.Do(_scene.Back.Bus.OpenAsync(DeviceSide.Backend, Back));
            Assert.Equal((2, 1), (front.Peer.Value, back.Peer.Value));
            await ConnectAsync(front, back);
            Assert.Equal("17", await _scene.Do(back.ReadPeerAsync("ring-ref")));
            Assert.Equal(17u, await _scene.Do(back.ReadPeerNumberAsync("ring-ref")));

            bool isFrontReleased = false;
            bool isBackReleased = false;
            Task<DeviceEnd> closing = front.CloseAsync(() =>
            {
                Assert.True(isBackReleased);
                isFrontReleased = true;
            }).AsTask();
            await _scene.Until(() => back.Ending.IsCancellationRequested);
            Assert.Equal(DeviceEnd.PeerClosed, back.End);
            DeviceEnd end = await _scene.Do(back.CloseAsync(() =>
            {
                Assert.False(isFrontReleased);
                isBackReleased = true;
            }));
            Assert.Equal((DeviceEnd.None, DeviceEnd.None), (end, await _scene.Do(closing)));
            Assert.True(isFrontReleased);
            Assert.Equal(("6", "6"), (_scene.Read($"{BusScene.FrontPath(0)}/state"), _scene.Read($"{BusScene.BackPath(0)}/state")));
            await _scene.Do(front.DisposeAsync());
            await _scene.Do(back.DisposeAsync());
        }

        Assert.Equal((0, 0), (_scene.Daemon.CountWatches(_scene.Front.Id), _scene.Daemon.CountWatches(_scene.Back.Id)));
    }

    [Fact]
    public async Task A_backend_may_close_first()
    {
        (GuestDevice front, GuestDevice back) = await ConnectedAsync();
        Task<DeviceEnd> closing = back.CloseAsync(static () => { }).AsTask();
        await _scene.Until(() => front.Ending.IsCancellationRequested);
        Assert.Equal(DeviceEnd.PeerClosed, front.End);
        Assert.Equal(DeviceEnd.None, await _scene.Do(front.CloseAsync(static () => { })));
        Assert.Equal(DeviceEnd.None, await _scene.Do(closing));
    }

    [Theory]
    [InlineData("2", DeviceEnd.Backwards)]
    [InlineData("0", DeviceEnd.Backwards)]
    [InlineData("5", DeviceEnd.PeerClosed)]
    [InlineData("6", DeviceEnd.PeerClosed)]
    [InlineData("9", DeviceEnd.MalformedState)]
    [InlineData("connected", DeviceEnd.MalformedState)]
    [InlineData("", DeviceEnd.MalformedState)]
    [InlineData(null, DeviceEnd.PeerGone)]
    public async Task What_a_peer_does_wrong_has_its_name(string? state, DeviceEnd end)
    {
        GuestDevice front = await FrontOfScriptAsync();
        Play(state);
        await _scene.Until(() => front.Ending.IsCancellationRequested);
        Assert.Equal(end, front.End);
        XenbusException refusal = await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(front.WaitForPeerAsync(XenbusStates.Reconfigured)));
        Assert.Equal((end, Front), (refusal.End, refusal.Path));
        refusal = await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(front.MoveAsync(XenbusState.Reconfiguring)));
        Assert.Equal(end, refusal.End);

        // Closing ends all the same, and says what has become of it.
        Task<DeviceEnd> closing = front.CloseAsync(static () => { }).AsTask();
        await _scene.LetTimePass(closing);
        Assert.Equal(state is null or "6" or "0" or "2" ? await closing : DeviceEnd.Stalled, await closing);
        Assert.Equal("6", _scene.Read($"{BusScene.FrontPath(0)}/state"));
    }

    [Fact]
    public async Task A_peer_that_does_nothing_has_stalled_in_time()
    {
        _scene.AddDevice(0);
        GuestDevice front = await OpenFrontAsync();
        await _scene.Do(front.MoveAsync(XenbusState.Initialising));
        Task<XenbusState> waiting = front.WaitForPeerAsync(XenbusStates.InitWait).AsTask();
        await _scene.LetTimePass(waiting);
        Assert.Equal(DeviceEnd.Stalled, (await Assert.ThrowsAsync<XenbusException>(() => waiting)).End);
        Assert.True(front.Ending.IsCancellationRequested);
    }

    [Fact]
    public async Task A_peer_that_does_not_take_part_in_closing_keeps_nobody()
    {
        GuestDevice front = await FrontOfScriptAsync();
        int released = 0;
        Task<DeviceEnd> closing = front.CloseAsync(() => released++).AsTask();
        await _scene.LetTimePass(closing);
        Assert.Equal((DeviceEnd.Stalled, 1), (await closing, released));
        Assert.Equal("6", _scene.Read($"{BusScene.FrontPath(0)}/state"));
        Assert.Equal(DeviceEnd.None, await _scene.Do(front.CloseAsync(() => released++)));
        Assert.Equal(1, released);
    }

    [Fact]
    public async Task A_device_that_is_removed_is_not_written_any_more()
    {
        (GuestDevice front, GuestDevice back) = await ConnectedAsync();
        _scene.RemoveDevice(0);
        await _scene.Until(() => front.End == DeviceEnd.Removed && back.End == DeviceEnd.Removed);
        int released = 0;
        Assert.Equal(DeviceEnd.Removed, await _scene.Do(front.CloseAsync(() => released++)));
        Assert.Equal(DeviceEnd.Removed, await _scene.Do(back.CloseAsync(() => released++)));
        Assert.Equal(2, released);
        Assert.Null(_scene.Read(BusScene.FrontPath(0)));
        Assert.Equal(DeviceEnd.Removed, (await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(front.WriteAsync("x", "1")))).End);
    }

    [Fact]
    public async Task The_device_of_a_restored_domain_is_over_and_says_why()
    {
        (GuestDevice front, _) = await ConnectedAsync();

        // Another domain, which the toolstack has not given a device yet.
        Assert.True(await _scene.Do(_scene.Front.Store.PauseAsync(TimeSpan.FromMinutes(1))));
        _scene.RemoveDevice(0);
        _scene.Front.Store.StandStill(static () => SuspendOutcome.Restored);
        _scene.Front.Store.GoOn();
        Assert.Equal(DeviceEnd.Restored, (await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(front.WriteAsync("x", "1")))).End);
        await _scene.Until(() => front.Ending.IsCancellationRequested);
        int released = 0;
        Assert.Equal(DeviceEnd.Restored, await _scene.Do(front.CloseAsync(() => released++)));
        Assert.Equal((DeviceEnd.Restored, 1), (front.End, released));
        Assert.Null(_scene.Read(BusScene.FrontPath(0)));
        await _scene.Do(front.DisposeAsync());
    }

    [Fact]
    public async Task Another_device_under_the_same_name_is_seen()
    {
        (GuestDevice front, GuestDevice back) = await ConnectedAsync();
        _scene.AsToolstack(() => _scene.Daemon.RemoveAll(BusScene.FrontPath(0), BusScene.BackPath(0)));
        _scene.AddDevice(0);
        await _scene.Until(() => front.Ending.IsCancellationRequested && back.Ending.IsCancellationRequested);
        await _scene.Do(front.CloseAsync(static () => { }));
        await _scene.Do(back.CloseAsync(static () => { }));
        await _scene.Until(() => front.End is DeviceEnd.Replaced or DeviceEnd.Removed && back.End is DeviceEnd.Replaced or DeviceEnd.Removed);
        Assert.Equal(("1", "1"), (_scene.Read($"{BusScene.FrontPath(0)}/state"), _scene.Read($"{BusScene.BackPath(0)}/state")));
    }

    [Fact]
    public async Task A_toolstack_that_wants_a_device_closed_is_obeyed()
    {
        (GuestDevice front, GuestDevice back) = await ConnectedAsync();
        _scene.Write($"{BusScene.BackPath(0)}/state", "5");
        await _scene.Until(() => back.Ending.IsCancellationRequested && front.Ending.IsCancellationRequested);
        Assert.Equal((DeviceEnd.CloseRequested, DeviceEnd.PeerClosed), (back.End, front.End));
        Task<DeviceEnd> closing = back.CloseAsync(static () => { }).AsTask();
        Assert.Equal(DeviceEnd.None, await _scene.Do(front.CloseAsync(static () => { })));
        Assert.Equal(DeviceEnd.None, await _scene.Do(closing));
    }

    [Theory]
    [InlineData("backend-id", "x")]
    [InlineData("backend-id", "3")]
    [InlineData("backend-id", "")]
    [InlineData("backend", "/local/domain/9/backend/echo/1/0")]
    [InlineData("backend", "somewhere")]
    [InlineData("backend", "/local/domain/2/back\0end")]
    public async Task A_link_that_makes_no_sense_is_named(string node, string value)
    {
        _scene.AddDevice(0);
        _scene.Write($"{BusScene.FrontPath(0)}/{node}", value);
        XenbusException refusal = await Assert.ThrowsAsync<XenbusException>(OpenFrontAsync);
        Assert.Equal(DeviceEnd.MalformedLink, refusal.End);
        Assert.Equal(0, _scene.Daemon.CountWatches(_scene.Front.Id));
    }

    [Fact]
    public async Task A_device_that_is_not_there_is_removed_already() =>
        Assert.Equal(DeviceEnd.Removed, (await Assert.ThrowsAsync<XenbusException>(OpenFrontAsync)).End);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("101")]
    [InlineData("4294967297")]
    public async Task What_a_peer_says_that_makes_no_sense_is_named(string? value)
    {
        GuestDevice front = await FrontOfScriptAsync();
        if (value is not null)
        {
            _scene.Write($"{BusScene.BackPath(0)}/most", value);
        }

        XenbusException refusal = await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(front.ReadPeerNumberAsync("most", 100)));
        Assert.Equal(DeviceEnd.MalformedNode, refusal.End);
        Assert.True(front.Ending.IsCancellationRequested);
    }

    [Fact]
    public async Task An_xenstored_that_does_not_answer_keeps_nobody()
    {
        (GuestDevice front, _) = await ConnectedAsync();
        _scene.IsDaemonAwake = false;
        Task write = front.WriteAsync("x", "1").AsTask();
        await _scene.LetTimePass(write);
        Assert.Equal(DeviceEnd.Stalled, (await Assert.ThrowsAsync<XenbusException>(() => write)).End);
        Task<GuestDevice> opening = _scene.Front.Bus.OpenAsync(DeviceSide.Frontend, Front).AsTask();
        await _scene.LetTimePass(opening);
        Assert.Equal(DeviceEnd.Stalled, (await Assert.ThrowsAsync<XenbusException>(() => opening)).End);
        int released = 0;
        Task<DeviceEnd> closing = front.CloseAsync(() => released++).AsTask();
        await _scene.LetTimePass(closing);
        Assert.Equal((DeviceEnd.Stalled, 1), (await closing, released));
        Task disposing = front.DisposeAsync().AsTask();
        await _scene.LetTimePass(disposing);
        await disposing;
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_the_device()
    {
        (GuestDevice front, _) = await ConnectedAsync();
        Task<XenbusState> waiting = front.WaitForPeerAsync(XenbusStates.Closed).AsTask();
        _scene.Front.Store.Dispose();
        Assert.Equal(DeviceEnd.StoreLost, (await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(waiting))).End);
        Assert.Equal(DeviceEnd.StoreLost, await _scene.Do(front.CloseAsync(static () => { })));
        await _scene.Do(front.DisposeAsync());
    }

    [Fact]
    public async Task A_node_that_the_toolstack_has_kept_for_itself_is_refused_by_name()
    {
        _scene.AddDevice(0);
        GuestDevice front = await OpenFrontAsync();
        _scene.AsToolstack(() => _scene.Daemon.Write($"{BusScene.FrontPath(0)}/state", "1"u8, new StorePermission(new Hypercall.DomainId(0), StoreAccess.Read)));
        XenbusException refusal = await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(front.MoveAsync(XenbusState.Initialising)));
        Assert.Equal(DeviceEnd.Refused, refusal.End);
    }

    [Fact]
    public async Task A_driver_s_own_mistakes_are_told_apart()
    {
        (GuestDevice front, _) = await ConnectedAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _scene.Do(front.MoveAsync(XenbusState.InitWait)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _scene.Do(front.MoveAsync(XenbusState.Connected)));
        using CancellationTokenSource source = new();
        Task<XenbusState> waiting = front.WaitForPeerAsync(XenbusStates.Closed, source.Token).AsTask();
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _scene.Do(waiting));
        Assert.Equal(DeviceEnd.None, front.End);
    }

    [Fact]
    public async Task Disposing_without_closing_closes()
    {
        (GuestDevice front, GuestDevice back) = await ConnectedAsync();
        Task disposing = front.DisposeAsync().AsTask();
        await _scene.Until(() => back.Ending.IsCancellationRequested);
        await _scene.Do(back.CloseAsync(static () => { }));
        await _scene.Do(disposing);
        Assert.Equal("6", _scene.Read($"{BusScene.FrontPath(0)}/state"));
        Assert.Equal(0, _scene.Daemon.CountWatches(_scene.Front.Id));
    }

    private Task<GuestDevice> OpenFrontAsync() => _scene.Do(_scene.Front.Bus.OpenAsync(DeviceSide.Frontend, Front));

    private async Task<(GuestDevice Front, GuestDevice Back)> ConnectedAsync()
    {
        _scene.AddDevice(0);
        GuestDevice front = await OpenFrontAsync();
        GuestDevice back = await _scene.Do(_scene.Back.Bus.OpenAsync(DeviceSide.Backend, Back));
        await ConnectAsync(front, back);
        return (front, back);
    }

    private async Task ConnectAsync(GuestDevice front, GuestDevice back)
    {
        await _scene.Do(front.MoveAsync(XenbusState.Initialising));
        await _scene.Do(back.MoveAsync(XenbusState.InitWait));
        await _scene.Do(front.WaitForPeerAsync(XenbusStates.InitWait));
        await _scene.Do(front.MoveAsync(XenbusState.Initialised, ("ring-ref", "17")));
        await _scene.Do(back.WaitForPeerAsync(XenbusStates.Initialised));
        await _scene.Do(back.MoveAsync(XenbusState.Connected));
        await _scene.Do(front.WaitForPeerAsync(XenbusStates.Connected));
        await _scene.Do(front.MoveAsync(XenbusState.Connected));
    }

    /// <summary>A frontend that is connected to a backend which the test plays.</summary>
    private async Task<GuestDevice> FrontOfScriptAsync()
    {
        _scene.AddDevice(0);
        GuestDevice front = await OpenFrontAsync();
        Play("2");
        await _scene.Do(front.WaitForPeerAsync(XenbusStates.InitWait));
        await _scene.Do(front.MoveAsync(XenbusState.Initialised));
        Play("4");
        await _scene.Do(front.WaitForPeerAsync(XenbusStates.Connected));
        await _scene.Do(front.MoveAsync(XenbusState.Connected));
        return front;
    }

    private void Play(string? state)
    {
        if (state is null)
        {
            _scene.Remove(BusScene.BackPath(0));
        }
        else
        {
            _scene.Write($"{BusScene.BackPath(0)}/state", state);
        }
    }
}

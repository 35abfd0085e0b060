using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Xenbus;

/// <summary>Devices that come and go under drivers of both sides: nothing stays behind.</summary>
public sealed class HotplugTests : IDisposable
{
    private const int Cycles = 1000;

    private static readonly DeviceEnd[] s_orderly = [DeviceEnd.PeerClosed, DeviceEnd.Removed, DeviceEnd.PeerGone, DeviceEnd.CloseRequested];

    private readonly BusScene _scene = new();
    private readonly CancellationTokenSource _over = new();

    public void Dispose()
    {
        _over.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public async Task After_1000_devices_nothing_is_left()
    {
        (int, int) portsBefore = (_scene.Front.CountPorts(), _scene.Back.CountPorts());
        EchoDriver front = new(_scene.Front, DeviceSide.Frontend);
        EchoDriver back = new(_scene.Back, DeviceSide.Backend);
        Task running = Task.WhenAll(front.RunAsync(_over.Token), back.RunAsync(_over.Token));
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            int number = cycle % 3;
            _scene.AddDevice(number);
            if (cycle % 4 != 3)
            {
                await _scene.Until(() => IsConnected(number) || running.IsCompleted, () => Describe(cycle));
            }

            if (cycle % 2 == 0)
            {
                _scene.Write($"{BusScene.BackPath(number)}/state", "5");
                await _scene.Until(() => (front.Ends.Count == front.Seen.Come && back.Ends.Count == back.Seen.Come) || running.IsCompleted, () => Describe(cycle));
            }

            _scene.RemoveDevice(number);

            // One that came and went between two looks was seen by nobody.
            await _scene.Until(() => (IsAtRest(front) && IsAtRest(back)) || running.IsCompleted, () => Describe(cycle));
        }

        string Describe(int cycle) => $"cycle {cycle}: {_scene.Read($"{BusScene.FrontPath(cycle % 3)}/state")}, {_scene.Read($"{BusScene.BackPath(cycle % 3)}/state")}, "
            + $"seen {front.Seen}, {back.Seen}, ended {front.Ends.Count} {front.Ends.LastOrDefault()}, {back.Ends.Count} {back.Ends.LastOrDefault()}";

        _over.Cancel();
        await _scene.Do(running);
        Assert.InRange(front.Ends.Count, Cycles * 3 / 4, Cycles);
        Assert.InRange(back.Ends.Count, Cycles * 3 / 4, Cycles);
        Assert.All(front.Ends.Concat(back.Ends), static end => Assert.Contains(end, s_orderly));
        Assert.Equal(portsBefore, (_scene.Front.CountPorts(), _scene.Back.CountPorts()));
        Assert.Equal((0, 0, 0, 0), (_scene.Front.Grants.GrantedCount, _scene.Front.Grants.QuarantinedCount + _scene.Front.Grants.EndQuarantined(), _scene.Back.Grants.MappedCount, _scene.Back.Grants.GrantedCount));
        Assert.InRange(_scene.Front.Grants.PagesTaken, 1, 3);
        Assert.InRange(_scene.Back.Grants.PagesTaken, 1, 3);
        Assert.Equal((_scene.Front.Grants.PagesTaken, _scene.Back.Grants.PagesTaken), (_scene.Front.Grants.PagesFree, _scene.Back.Grants.PagesFree));
        Assert.Equal((0, 0), (_scene.Daemon.CountWatches(_scene.Front.Id), _scene.Daemon.CountWatches(_scene.Back.Id)));
    }

    [Fact]
    public async Task Several_devices_live_side_by_side()
    {
        const int Devices = 8;
        for (int number = 0; number < Devices; number++)
        {
            _scene.AddDevice(number);
        }

        EchoDriver front = new(_scene.Front, DeviceSide.Frontend);
        EchoDriver back = new(_scene.Back, DeviceSide.Backend);
        Task running = Task.WhenAll(front.RunAsync(_over.Token), back.RunAsync(_over.Token));
        await _scene.Until(() => Enumerable.Range(0, Devices).All(IsConnected) || running.IsCompleted);
        _scene.RemoveDevice(3);
        await _scene.Until(() => (front.Ends.Count == 1 && back.Ends.Count == 1 && front.Seen.Gone == 1) || running.IsCompleted);
        Assert.Equal((Devices - 1, Devices - 1), (_scene.Front.Grants.GrantedCount, _scene.Back.Grants.MappedCount));
        for (int number = 0; number < Devices; number++)
        {
            _scene.RemoveDevice(number);
        }

        await _scene.Until(() => (front.Ends.Count == Devices && back.Ends.Count == Devices) || running.IsCompleted);
        _over.Cancel();
        await _scene.Do(running);
    }

    [Fact]
    public async Task A_device_that_is_replaced_at_once_goes_and_comes()
    {
        _scene.AddDevice(0);
        EchoDriver front = new(_scene.Front, DeviceSide.Frontend);
        EchoDriver back = new(_scene.Back, DeviceSide.Backend);
        Task running = Task.WhenAll(front.RunAsync(_over.Token), back.RunAsync(_over.Token));
        for (int round = 1; round <= 20; round++)
        {
            await _scene.Until(() => IsConnected(0) || running.IsCompleted);
            int ended = front.Ends.Count;
            _scene.AsToolstack(() => _scene.Daemon.RemoveAll(BusScene.FrontPath(0), BusScene.BackPath(0)));
            _scene.AddDevice(0);
            await _scene.Until(() => front.Ends.Count > ended || running.IsCompleted);
        }

        await _scene.Until(() => IsConnected(0) || running.IsCompleted);
        Assert.Equal(front.Seen.Come - 1, front.Seen.Gone);
        _scene.RemoveDevice(0);
        await _scene.Until(() => front.Seen.Gone == front.Seen.Come || running.IsCompleted);
        _over.Cancel();
        await _scene.Do(running);
        Assert.Equal((0, 0), (_scene.Front.Grants.GrantedCount, _scene.Back.Grants.MappedCount));
    }

    [Fact]
    public async Task A_list_that_xenstored_does_not_serve_says_so_in_time()
    {
        _scene.IsDaemonAwake = false;
        Task<GuestDeviceList> opening = _scene.Front.Bus.FollowFrontendsAsync("echo").AsTask();
        await _scene.LetTimePass(opening);
        Assert.Equal(DeviceEnd.Stalled, (await Assert.ThrowsAsync<XenbusException>(() => opening)).End);
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_a_list()
    {
        GuestDeviceList list = await _scene.Do(_scene.Front.Bus.FollowFrontendsAsync("echo"));
        Task<DeviceChange> next = list.NextAsync().AsTask();
        _scene.Front.Store.Dispose();
        Assert.Equal(DeviceEnd.StoreLost, (await Assert.ThrowsAsync<XenbusException>(() => _scene.Do(next))).End);
        await _scene.Do(list.DisposeAsync());
    }

    private static bool IsAtRest(EchoDriver driver) => driver.Seen.Come == driver.Seen.Gone && driver.Seen.Come == driver.Ends.Count;

    private bool IsConnected(int number) =>
        _scene.Read($"{BusScene.FrontPath(number)}/state") == "4" && _scene.Read($"{BusScene.BackPath(number)}/state") == "4";
}

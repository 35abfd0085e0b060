using System;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Events;

public sealed class EventChannelTwoLevelTests() : EventChannelTests(EventAbi.TwoLevel);

public sealed class EventChannelFifoTests() : EventChannelTests(EventAbi.Fifo);

public abstract class EventChannelTests(EventAbi abi) : IDisposable
{
    private readonly Scene<ulong> _scene = new(abi);

    [Fact]
    public void A_channel_comes_masked()
    {
        EventChannel channel = _scene.Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _scene.Record).Value;
        Assert.True(channel.IsMasked);
        channel.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);

        channel.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Single(_scene.Delivered);
    }

    [Fact]
    public void The_end_that_connects_has_an_event_waiting()
    {
        EventChannel offered = _scene.Guest.Binder.AllocateUnbound(DomainId.Self, _scene.Record).Value;
        EventChannel connected =
            _scene.Guest.Binder.BindInterdomain(DomainId.Self, offered.Port, _scene.Record).Value;
        Assert.True(connected.IsPending);
        Assert.False(offered.IsPending);
        connected.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Equal([connected.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void Events_go_both_ways_over_a_loopback()
    {
        (EventChannel one, EventChannel other) = _scene.Connect();
        one.Notify();
        _scene.Guest.RunEventThreads();
        other.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([other.Port.Value, one.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void Events_reach_another_domain()
    {
        ModelDomain peerDomain = _scene.Host.CreateDomain(new DomainShape { WordSize = 4 });
        ModelGuest<uint> peer = new(peerDomain);
        List<uint> received = [];
        EventChannel offered = _scene.Guest.Binder.AllocateUnbound(peerDomain.Id, _scene.Record).Value;
        EventChannel connected = peer.Binder.BindInterdomain(
            _scene.Domain.Id, offered.Port, port => received.Add(port.Value)).Value;
        offered.Unmask();
        connected.Unmask();
        peer.RunEventThreads();
        received.Clear();

        offered.Notify();
        peer.RunEventThreads();
        Assert.Equal([connected.Port.Value], received);

        connected.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([offered.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void An_unmask_with_nothing_waiting_makes_no_hypercall()
    {
        EventChannel channel = _scene.BindSelf();
        channel.Mask();
        int before = _scene.Vcpu.HypercallCount;
        channel.Unmask();
        Assert.Equal(before, _scene.Vcpu.HypercallCount);
    }

    [Fact]
    public void An_unmask_with_an_event_waiting_makes_one_hypercall()
    {
        EventChannel channel = _scene.BindSelf();
        channel.Mask();
        channel.Notify();
        int before = _scene.Vcpu.HypercallCount;
        channel.Unmask();
        Assert.Equal(before + 1, _scene.Vcpu.HypercallCount);
        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.Unmask));
        Assert.False(channel.IsMasked);
    }

    [Fact]
    public void A_notification_makes_one_hypercall_and_a_dispatch_none()
    {
        EventChannel channel = _scene.BindSelf();
        int before = _scene.Vcpu.HypercallCount;
        channel.Notify();
        Assert.Equal(before + 1, _scene.Vcpu.HypercallCount);
        _scene.Dispatcher.Dispatch();
        Assert.Single(_scene.Delivered);
        Assert.Equal(before + 1, _scene.Vcpu.HypercallCount);
    }

    [Fact]
    public void A_channel_that_was_unmasked_twice_still_delivers()
    {
        EventChannel channel = _scene.BindSelf();
        channel.Notify();
        channel.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Single(_scene.Delivered);
    }

    [Fact]
    public void A_virtual_interrupt_is_delivered()
    {
        EventChannel timer = _scene.Guest.Binder.BindVirtualInterrupt(
            VirtualInterrupt.Timer, new VcpuId(0), _scene.Record).Value;
        timer.Unmask();
        _scene.Vcpu.SetTimerOp(1000);
        _scene.Host.Advance(999);
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);
        _scene.Host.Advance(1);
        _scene.Guest.RunEventThreads();
        Assert.Equal([timer.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_physical_interrupt_is_delivered_where_the_host_raises_one()
    {
        EventChannel channel = _scene.Guest.Binder.BindPhysicalInterrupt(9, BindPirqFlags.None, _scene.Record).Value;
        channel.Unmask();
        _scene.Domain.RaisePhysicalInterrupt(9);
        _scene.Guest.RunEventThreads();
        Assert.Equal([channel.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void The_status_of_each_kind_of_channel_says_what_it_is()
    {
        (EventChannel one, EventChannel other) = _scene.Connect();
        PortStatus status = one.GetStatus().Value;
        Assert.Equal(EventChannelStatus.Interdomain, status.Binding);
        Assert.Equal(other.Port, status.RemotePort);
        Assert.Equal(_scene.Domain.Id, status.RemoteDomain);

        other.Close();
        status = one.GetStatus().Value;
        Assert.Equal(EventChannelStatus.Unbound, status.Binding);
        Assert.Equal(_scene.Domain.Id, status.RemoteDomain);

        Assert.Equal(EventChannelStatus.Ipi, _scene.BindSelf().GetStatus().Value.Binding);
        EventChannel debug = _scene.Guest.Binder.BindVirtualInterrupt(
            VirtualInterrupt.Debug, new VcpuId(0), _scene.Record).Value;
        Assert.Equal(EventChannelStatus.Virq, debug.GetStatus().Value.Binding);
        Assert.Equal(VirtualInterrupt.Debug, debug.GetStatus().Value.VirtualInterrupt);
        EventChannel physical = _scene.Guest.Binder.BindPhysicalInterrupt(7, BindPirqFlags.None, _scene.Record).Value;
        Assert.Equal(EventChannelStatus.Pirq, physical.GetStatus().Value.Binding);
        Assert.Equal(7u, physical.GetStatus().Value.PhysicalInterrupt);
    }

    [Fact]
    public void A_port_that_the_toolstack_bound_can_be_claimed_once()
    {
        ModelDomain store = _scene.Host.CreateDomain(new DomainShape());
        EventPort port = new EventChannelOperations(_scene.Vcpu).AllocateUnbound(DomainId.Self, store.Id).Value;
        EventPort storePort = new EventChannelOperations(store.Vcpus[0]).BindInterdomain(
            _scene.Domain.Id, port).Value;
        new EventChannelOperations(store.Vcpus[0]).Notify(storePort);

        EventChannel channel = _scene.Guest.Binder.Claim(port, _scene.Record).Value;
        Assert.Equal(XenErrno.AlreadyExists, _scene.Guest.Binder.Claim(port, _scene.Record).Error);
        channel.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Equal([port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_port_that_nothing_is_bound_to_cannot_be_claimed()
    {
        Assert.Equal(XenErrno.InvalidArgument, _scene.Guest.Binder.Claim(new EventPort(5), _scene.Record).Error);
        Assert.Equal(XenErrno.InvalidArgument, _scene.Guest.Binder.Claim(new EventPort(0), _scene.Record).Error);
        Assert.Equal(XenErrno.InvalidArgument, _scene.Guest.Binder.Claim(new EventPort(99999), _scene.Record).Error);
    }

    [Fact]
    public void A_port_that_was_closed_past_its_channel_is_not_bound_twice()
    {
        EventChannel channel = _scene.BindSelf();
        new EventChannelOperations(_scene.Vcpu).Close(channel.Port);

        XenResult<EventChannel> second = _scene.Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _scene.Record);
        Assert.Equal(XenErrno.AlreadyExists, second.Error);
        XenResult<PortStatus> status =
            new EventChannelOperations(_scene.Vcpu).GetStatus(DomainId.Self, channel.Port);
        Assert.Equal(EventChannelStatus.Closed, status.Value.Binding);
    }

    [Fact]
    public void Reset_closes_every_channel_and_their_ports_serve_others()
    {
        EventChannel old = _scene.BindSelf();
        old.Notify();
        Assert.Equal(XenErrno.None, _scene.Guest.Binder.Reset());
        Assert.False(old.IsOpen);
        Assert.Equal(XenErrno.InvalidArgument, old.Notify());
        Assert.Equal(XenErrno.InvalidArgument, old.Close());
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);

        EventChannel next = _scene.BindSelf();
        Assert.Equal(old.Port, next.Port);
        next.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([next.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_handler_may_reset_the_domain()
    {
        EventChannel? own = null;
        XenErrno? result = null;
        own = _scene.BindSelf(_ => result = _scene.Guest.Binder.Reset());
        own.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal(XenErrno.None, result);
        Assert.False(own.IsOpen);

        int closes = _scene.Vcpu.CountOf(EventChannelCommand.Close);
        Assert.Equal(0, closes);
    }

    public void Dispose()
    {
        _scene.Dispose();
        GC.SuppressFinalize(this);
    }
}

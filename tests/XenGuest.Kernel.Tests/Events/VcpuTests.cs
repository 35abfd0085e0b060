using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Events;

public sealed class VcpuTwoLevelTests() : VcpuTests(EventAbi.TwoLevel);

public sealed class VcpuFifoTests() : VcpuTests(EventAbi.Fifo);

public abstract class VcpuTests(EventAbi abi) : IDisposable
{
    private static readonly VcpuId s_vcpu1 = new(1);

    private readonly Scene<ulong> _scene = new(abi, vcpus: 2);

    [Fact]
    public void Each_dispatcher_delivers_only_the_ports_of_its_vcpu()
    {
        EventChannel here = _scene.BindSelf();
        EventChannel there = BindOn(s_vcpu1);
        here.Notify();
        there.Notify();

        _scene.Guest.Dispatchers[0].Dispatch();
        Assert.Equal([here.Port.Value], _scene.Delivered);
        _scene.Guest.Dispatchers[1].Dispatch();
        Assert.Equal([here.Port.Value, there.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void An_upcall_is_made_on_the_vcpu_that_the_port_notifies()
    {
        EventChannel there = BindOn(s_vcpu1);
        int before = _scene.Guest.UpcallCount(0);
        int beforeThere = _scene.Guest.UpcallCount(1);
        there.Notify();
        Assert.Equal(before, _scene.Guest.UpcallCount(0));
        Assert.Equal(beforeThere + 1, _scene.Guest.UpcallCount(1));
    }

    [Fact]
    public void A_channel_that_moves_takes_its_waiting_event_along()
    {
        (EventChannel sender, EventChannel receiver) = _scene.Connect();
        sender.Notify();
        Assert.Equal(XenErrno.None, receiver.BindVcpu(s_vcpu1));
        Assert.Equal(s_vcpu1, receiver.Vcpu);
        Assert.False(receiver.IsMasked);

        _scene.Guest.Dispatchers[0].Dispatch();
        Assert.Empty(_scene.Delivered);
        _scene.Guest.Dispatchers[1].Dispatch();
        Assert.Equal([receiver.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void An_event_that_Xen_raises_where_a_channel_was_before_is_delivered_where_it_is()
    {
        (EventChannel sender, EventChannel receiver) = _scene.Connect();
        receiver.BindVcpu(s_vcpu1);

        // What a send leaves behind that took the vCPU before the channel moved, and raised the event after that.
        EventChannelOperations behindItsBack = new(_scene.Vcpu);
        behindItsBack.BindVcpu(receiver.Port, new VcpuId(0));
        sender.Notify();
        behindItsBack.BindVcpu(receiver.Port, s_vcpu1);

        _scene.Guest.RunEventThreads();
        Assert.Equal([receiver.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void Events_of_another_vcpu_that_knows_of_them_cost_no_hypercall()
    {
        EventChannel here = _scene.BindSelf();
        EventChannel there = BindOn(s_vcpu1);
        there.Notify();
        here.Notify();
        int before = _scene.Vcpu.CountOf(EventChannelCommand.Unmask);

        _scene.Guest.Dispatchers[0].Dispatch();
        Assert.Equal(before, _scene.Vcpu.CountOf(EventChannelCommand.Unmask));
        _scene.Guest.RunEventThreads();
        Assert.Equal([here.Port.Value, there.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_masked_channel_that_moves_stays_masked_and_delivers_where_it_is_unmasked()
    {
        (EventChannel sender, EventChannel receiver) = _scene.Connect();
        receiver.Mask();
        sender.Notify();
        receiver.BindVcpu(s_vcpu1);
        Assert.True(receiver.IsMasked);
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);

        receiver.Unmask();
        _scene.Guest.Dispatchers[0].Dispatch();
        Assert.Empty(_scene.Delivered);
        _scene.Guest.Dispatchers[1].Dispatch();
        Assert.Single(_scene.Delivered);
    }

    [Fact]
    public void A_channel_whose_handler_runs_does_not_move()
    {
        EventChannel? receiver = null;
        XenErrno? result = null;
        (EventChannel sender, receiver) = _scene.Connect(_ => result = receiver!.BindVcpu(s_vcpu1));
        sender.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal(XenErrno.Busy, result);
        Assert.Equal(new VcpuId(0), receiver.Vcpu);
    }

    [Fact]
    public void A_refused_move_leaves_the_channel_as_it_was()
    {
        EventChannel signal = _scene.BindSelf();
        signal.Notify();
        Assert.Equal(XenErrno.InvalidArgument, signal.BindVcpu(s_vcpu1));
        Assert.Equal(XenErrno.NotFound, signal.BindVcpu(new VcpuId(2)));
        Assert.False(signal.IsMasked);
        Assert.Equal(new VcpuId(0), signal.Vcpu);

        _scene.Guest.RunEventThreads();
        Assert.Equal([signal.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void The_timer_of_each_vcpu_is_its_own()
    {
        EventChannel here = BindTimer(new VcpuId(0));
        EventChannel there = BindTimer(s_vcpu1);
        _scene.Domain.Vcpus[1].SetTimerOp(10);
        _scene.Domain.Vcpus[0].SetTimerOp(20);
        _scene.Host.Advance(15);
        _scene.Guest.RunEventThreads();
        Assert.Equal([there.Port.Value], _scene.Delivered);
        _scene.Host.Advance(15);
        _scene.Guest.RunEventThreads();
        Assert.Equal([there.Port.Value, here.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_claimed_port_is_delivered_on_the_vcpu_that_it_notifies()
    {
        EventPort port = new EventChannelOperations(_scene.Vcpu).BindInterprocessorInterrupt(s_vcpu1).Value;
        EventChannel channel = _scene.Guest.Binder.Claim(port, _scene.Record).Value;
        channel.Unmask();
        channel.Notify();
        _scene.Guest.Dispatchers[0].Dispatch();
        Assert.Empty(_scene.Delivered);
        _scene.Guest.Dispatchers[1].Dispatch();
        Assert.Single(_scene.Delivered);
    }

    public void Dispose()
    {
        _scene.Dispose();
        GC.SuppressFinalize(this);
    }

    private EventChannel BindOn(VcpuId vcpu)
    {
        EventChannel channel = _scene.Guest.Binder.BindInterprocessorInterrupt(vcpu, _scene.Record).Value;
        channel.Unmask();
        return channel;
    }

    private EventChannel BindTimer(VcpuId vcpu)
    {
        EventChannel channel = _scene.Guest.Binder.BindVirtualInterrupt(
            VirtualInterrupt.Timer, vcpu, _scene.Record).Value;
        channel.Unmask();
        return channel;
    }
}

using System;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Events;

public sealed class GuestEventChannelsTwoLevelTests() : GuestEventChannelsTests(EventAbi.TwoLevel);

public sealed class GuestEventChannelsFifoTests() : GuestEventChannelsTests(EventAbi.Fifo);

public abstract class GuestEventChannelsTests(EventAbi abi) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ChannelScene _scene = new(vcpus: 2, abi);

    [Fact]
    public void Every_channel_comes_unmasked()
    {
        GuestEventChannel offered = _scene.Channels.AllocateUnbound(DomainId.Self);
        Assert.False(offered.IsMasked);
        Assert.False(_scene.Channels.BindInterdomain(DomainId.Self, offered.Port).IsMasked);
        Assert.False(_scene.Channels.BindVirtualInterrupt(VirtualInterrupt.Timer).IsMasked);
        Assert.False(_scene.Channels.BindInterprocessorInterrupt().IsMasked);
        Assert.False(_scene.Channels.BindPhysicalInterrupt(7).IsMasked);
    }

    [Fact]
    public void The_first_wait_of_a_channel_that_connects_ends_at_once_and_no_other_does()
    {
        GuestEventChannel offered = _scene.Channels.AllocateUnbound(DomainId.Self);
        GuestEventChannel connected = _scene.Channels.BindInterdomain(DomainId.Self, offered.Port);
        _scene.HandleEvents();
        Assert.True(connected.WaitAsync().IsCompletedSuccessfully);
        Assert.False(connected.WaitAsync().IsCompleted);
        Assert.False(offered.WaitAsync().IsCompleted);
    }

    [Fact]
    public void A_timer_of_Xen_is_awaited()
    {
        GuestEventChannel timer = _scene.Channels.BindVirtualInterrupt(VirtualInterrupt.Timer, new VcpuId(1));
        ValueTask wait = timer.WaitAsync();
        _scene.Domain.Vcpus[1].SetTimerOp(100);
        _scene.Host.Advance(99);
        _scene.HandleEvents();
        Assert.False(wait.IsCompleted);
        _scene.Host.Advance(1);
        _scene.HandleEvents();
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_signal_goes_to_the_vcpu_that_it_is_bound_to()
    {
        GuestEventChannel signal = _scene.Channels.BindInterprocessorInterrupt(new VcpuId(1));
        ValueTask wait = signal.WaitAsync();
        signal.Notify();
        _scene.Dispatch(0);
        Assert.False(wait.IsCompleted);
        _scene.Dispatch(1);
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_port_that_is_bound_already_is_taken_over_with_its_event()
    {
        EventPort port = new EventChannelOperations(_scene.Vcpu).BindInterprocessorInterrupt(new VcpuId(0)).Value;
        new EventChannelOperations(_scene.Vcpu).Notify(port);
        GuestEventChannel claimed = _scene.Channels.Claim(port);
        Assert.Equal(port, claimed.Port);
        _scene.HandleEvents();
        Assert.True(claimed.WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void What_Xen_refuses_to_bind_is_said()
    {
        AssertRefused("allocating an unbound port", XenErrno.NoSpace, EventChannelCommand.AllocateUnbound, () => _scene.Channels.AllocateUnbound(DomainId.Self));
        AssertRefused("binding to a port of another domain", XenErrno.InvalidArgument, null, () => _scene.Channels.BindInterdomain(DomainId.Self, new EventPort(500)));
        AssertRefused("binding to a virtual interrupt", XenErrno.NotFound, null, () => _scene.Channels.BindVirtualInterrupt(VirtualInterrupt.Timer, new VcpuId(2)));
        AssertRefused("binding an interprocessor interrupt", XenErrno.NotFound, null, () => _scene.Channels.BindInterprocessorInterrupt(new VcpuId(2)));
        AssertRefused("binding to a physical interrupt", XenErrno.InvalidArgument, null, () => _scene.Channels.BindPhysicalInterrupt(4096));
        AssertRefused("taking over a port", XenErrno.InvalidArgument, null, () => _scene.Channels.Claim(new EventPort(500)));
    }

    [Fact]
    public void A_channel_that_cannot_be_unmasked_is_closed_again()
    {
        GuestEventChannel offered = _scene.Channels.AllocateUnbound(DomainId.Self);

        // The port that connects is pending, so that Xen is asked to unmask it.
        AssertRefused(
            "binding to a port of another domain",
            XenErrno.AccessDenied,
            EventChannelCommand.Unmask,
            () => _scene.Channels.BindInterdomain(DomainId.Self, offered.Port));
        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.Close));
        Assert.Equal(EventChannelStatus.Unbound, offered.GetStatus().Binding);

        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)EventChannelCommand.Unmask, XenErrno.None);
        Assert.False(_scene.Channels.BindInterdomain(DomainId.Self, offered.Port).IsMasked);
    }

    [Fact]
    public async Task Resetting_closes_every_channel_and_ends_every_wait()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        one.Notify();
        Task waiter = one.WaitAsync().AsTask();
        _scene.Channels.Reset();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter.WaitAsync(s_patience));
        Assert.Throws<ObjectDisposedException>(() => { _ = other.WaitAsync(); });
        Assert.Throws<XenException>(one.Notify);
        Assert.True(_scene.Ports.IsMasked(one.Port));
        Assert.True(_scene.Ports.IsMasked(other.Port));

        // Xen has closed the ports: nobody closes them a second time, when they may be another's.
        one.Dispose();
        Assert.Equal(0, _scene.Vcpu.CountOf(EventChannelCommand.Close));
    }

    [Fact]
    public void After_a_reset_the_same_ports_serve_again()
    {
        (GuestEventChannel last, _) = _scene.Connect();
        _scene.Channels.Reset();
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Assert.Equal(last.Port, one.Port);
        one.Notify();
        _scene.HandleEvents();
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_reset_that_Xen_refuses_leaves_the_channels_alone()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)EventChannelCommand.Reset, XenErrno.Busy);
        Assert.Equal(XenErrno.Busy, Assert.Throws<XenException>(_scene.Channels.Reset).Error);
        one.Notify();
        _scene.HandleEvents();
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_reset_after_which_xen_does_not_bring_fifo_up_again_has_closed_every_channel()
    {
        GuestEventChannel one = _scene.Channels.AllocateUnbound(DomainId.Self);
        _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)EventChannelCommand.ExpandArray, XenErrno.OutOfMemory);
        Exception? refusal = Record.Exception(_scene.Channels.Reset);
        Assert.Equal(abi == EventAbi.Fifo ? XenErrno.OutOfMemory : null, (refusal as XenException)?.Error);
        Assert.Throws<ObjectDisposedException>(() => { _ = one.WaitAsync(); });
    }

    public void Dispose()
    {
        _scene.Dispose();
        GC.SuppressFinalize(this);
    }

    private void AssertRefused(string operation, XenErrno error, EventChannelCommand? refused, Func<GuestEventChannel> bind)
    {
        if (refused != null)
        {
            _scene.Vcpu.Refuse(HypercallNumber.EventChannelOp, (uint)refused, error);
        }

        XenException refusal = Assert.Throws<XenException>(bind);
        Assert.Equal(error, refusal.Error);
        Assert.StartsWith($"{operation}: ", refusal.Message, StringComparison.Ordinal);
    }
}

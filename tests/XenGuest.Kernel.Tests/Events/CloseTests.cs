using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Events;

public sealed class CloseTwoLevelTests() : CloseTests(EventAbi.TwoLevel);

public sealed class CloseFifoTests() : CloseTests(EventAbi.Fifo);

public abstract class CloseTests(EventAbi abi) : IDisposable
{
    private readonly Scene<ulong> _scene = new(abi);

    [Fact]
    public void A_closed_channel_refuses_everything()
    {
        EventChannel channel = _scene.BindSelf();
        Assert.Equal(XenErrno.None, channel.Close());
        int before = _scene.Vcpu.HypercallCount;

        Assert.False(channel.IsOpen);
        Assert.Equal(XenErrno.InvalidArgument, channel.Notify());
        Assert.Equal(XenErrno.InvalidArgument, channel.Mask());
        Assert.Equal(XenErrno.InvalidArgument, channel.Unmask());
        Assert.Equal(XenErrno.InvalidArgument, channel.GetStatus().Error);
        Assert.Equal(XenErrno.InvalidArgument, channel.BindVcpu(new VcpuId(0)));
        Assert.Equal(XenErrno.InvalidArgument, channel.Close());
        Assert.False(channel.IsPending);
        Assert.True(channel.IsMasked);
        Assert.Equal(before, _scene.Vcpu.HypercallCount);
    }

    [Fact]
    public void A_channel_closed_while_its_event_waits_is_not_delivered()
    {
        EventChannel channel = _scene.BindSelf();
        channel.Notify();
        channel.Close();
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);
    }

    [Fact]
    public void An_event_of_the_last_owner_does_not_reach_the_next()
    {
        EventChannel last = _scene.BindSelf();
        last.Notify();
        last.Close();

        // A port that is still in a queue is given to nobody.
        EventChannel next = _scene.BindSelf();
        Assert.Equal(abi == EventAbi.Fifo ? 2u : 1u, next.Port.Value);
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);

        next.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Equal([next.Port.Value], _scene.Delivered);
        Assert.Equal(abi == EventAbi.Fifo ? 1u : 2u, _scene.BindSelf().Port.Value);
    }

    [Fact]
    public void An_event_of_the_last_owner_does_not_reach_the_next_even_in_the_middle_of_a_round()
    {
        // The dispatcher has seen both ports when the first handler closes the second and binds it anew.
        EventChannel? second = null;
        EventChannel? next = null;
        EventChannel first = _scene.BindSelf(_ =>
        {
            second!.Close();
            next = _scene.Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _scene.Record).Value;
            next.Notify();
        });
        second = _scene.BindSelf();
        first.Notify();
        second.Notify();

        _scene.Guest.RunEventThreads();
        Assert.Equal(abi == EventAbi.Fifo, second.Port.Value != next!.Port.Value);
        Assert.Empty(_scene.Delivered);
        Assert.True(next.IsPending);

        next.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Equal([next.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_handler_that_closes_its_own_channel_is_not_called_again()
    {
        int calls = 0;
        EventChannel? channel = null;
        channel = _scene.BindSelf(_ =>
        {
            calls++;
            channel!.Notify();
            Assert.Equal(XenErrno.None, channel.Close());
            Assert.Equal(0, _scene.Vcpu.CountOf(EventChannelCommand.Close));
        });
        channel.Notify();
        _scene.Guest.RunEventThreads();

        Assert.Equal(1, calls);
        Assert.Equal(1, _scene.Vcpu.CountOf(EventChannelCommand.Close));
        Assert.Equal(channel.Port, _scene.BindSelf().Port);
    }

    [Fact]
    public void A_port_that_is_closing_while_its_handler_runs_is_not_given_away_before_the_handler_ends()
    {
        EventChannel? closing = null;
        EventChannel? bound = null;
        closing = _scene.BindSelf(_ =>
        {
            closing!.Close();
            bound = _scene.BindSelf();
        });
        closing.Notify();
        _scene.Guest.RunEventThreads();
        Assert.NotEqual(closing.Port, bound!.Port);
    }

    [Fact]
    public void Closing_one_end_leaves_the_other_unbound_and_its_notifications_go_nowhere()
    {
        (EventChannel one, EventChannel other) = _scene.Connect();
        other.Close();
        Assert.Equal(XenErrno.None, one.Notify());
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);
        Assert.Equal(EventChannelStatus.Unbound, one.GetStatus().Value.Binding);
    }

    [Fact]
    public void A_closed_port_is_left_masked()
    {
        EventChannel channel = _scene.BindSelf();
        channel.Close();
        Assert.True(_scene.Guest.Ports.IsMasked(channel.Port));
    }

    public void Dispose()
    {
        _scene.Dispose();
        GC.SuppressFinalize(this);
    }
}

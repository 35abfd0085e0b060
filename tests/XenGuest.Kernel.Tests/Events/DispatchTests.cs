using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Events;

public sealed class Dispatch64Tests() : DispatchTests<ulong>(EventAbi.TwoLevel);

public sealed class Dispatch32Tests() : DispatchTests<uint>(EventAbi.TwoLevel);

public sealed class DispatchFifo64Tests() : DispatchTests<ulong>(EventAbi.Fifo);

public sealed class DispatchFifo32Tests() : DispatchTests<uint>(EventAbi.Fifo);

public abstract class DispatchTests<TWord>(EventAbi abi) : IDisposable
    where TWord : unmanaged
{
    private readonly Scene<TWord> _scene = new(abi);

    [Fact]
    public void Every_event_that_waits_is_delivered_once_in_the_order_of_the_abi()
    {
        List<EventChannel> channels = _scene.BindMany(200);
        foreach (EventChannel channel in Enumerable.Reverse(channels))
        {
            channel.Notify();
            channel.Notify();
        }

        Assert.False(_scene.Dispatcher.Dispatch());
        IEnumerable<uint> ports = channels.Select(channel => channel.Port.Value);
        Assert.Equal(abi == EventAbi.Fifo ? ports.Reverse() : ports, _scene.Delivered);
        Assert.Equal(200ul, _scene.Dispatcher.Delivered);
    }

    [Fact]
    public void A_port_raised_while_its_handler_runs_is_delivered_again()
    {
        int calls = 0;
        EventChannel? channel = null;
        channel = _scene.BindSelf(_ =>
        {
            calls++;
            if (calls < 3)
            {
                channel!.Notify();
            }
        });
        channel.Notify();

        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_port_raised_while_its_handler_runs_waits_behind_all_that_waited_before()
    {
        // Ports of one word and of others: 1, 2, 40 and 70.
        List<EventChannel> channels = _scene.BindMany(70);
        EventChannel eager = channels[0];
        eager.Close();
        int again = 3;
        eager = _scene.BindSelf(port =>
        {
            _scene.Record(port);
            if (--again > 0)
            {
                eager.Notify();
            }
        });
        Assert.Equal(1u, eager.Port.Value);
        foreach (EventChannel channel in new[] { eager, channels[1], channels[39], channels[69] })
        {
            channel.Notify();
        }

        _scene.Guest.RunEventThreads();
        Assert.Equal([1u, 2u, 40u, 70u, 1u, 1u], _scene.Delivered);
    }

    [Fact]
    public void A_port_that_never_stops_neither_starves_another_nor_keeps_dispatch_from_returning()
    {
        EventChannel? storm = null;
        storm = _scene.BindSelf(_ => storm!.Notify());
        EventChannel other = _scene.BindSelf();
        storm.Notify();
        other.Notify();

        Assert.True(_scene.Dispatcher.Dispatch());
        Assert.Equal([other.Port.Value], _scene.Delivered);
        Assert.InRange(_scene.Dispatcher.Delivered, 2ul, (ulong)TwoLevelDispatcher<TWord>.StepsPerDispatch);

        other.Notify();
        Assert.True(_scene.Dispatcher.Dispatch());
        Assert.Equal([other.Port.Value, other.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_round_that_was_cut_short_goes_on_where_it_was()
    {
        int count = 900;
        List<EventChannel> channels = _scene.BindMany(count);
        int storms = 0;
        EventChannel? storm = null;
        storm = _scene.BindSelf(_ =>
        {
            storms += _scene.Delivered.Count < count ? 1 : 0;
            storm!.Notify();
        });
        storm.Notify();
        Assert.True(_scene.Dispatcher.Dispatch());
        channels.ForEach(channel => channel.Notify());

        int before = storms;
        while (_scene.Delivered.Count < count)
        {
            Assert.True(_scene.Dispatcher.Dispatch());
        }

        // Each of them once, in the rest of one round and the whole of the next.
        Assert.Equal(channels.Select(channel => channel.Port.Value), _scene.Delivered.Order());
        Assert.InRange(storms - before, 1, 3);
    }

    [Fact]
    public void An_event_raised_in_a_word_that_was_read_already_is_delivered_in_the_next_round()
    {
        List<EventChannel> channels = _scene.BindMany(64);
        EventChannel low = channels[0];
        EventChannel high = _scene.BindSelf(port =>
        {
            _scene.Record(port);
            low.Notify();
        });
        high.Notify();

        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Equal([high.Port.Value, low.Port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_masked_port_keeps_its_event_while_its_neighbours_are_delivered()
    {
        List<EventChannel> channels = _scene.BindMany(3);
        channels[1].Mask();
        channels.ForEach(channel => channel.Notify());

        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Equal([1u, 3u], _scene.Delivered);
        Assert.True(channels[1].IsPending);

        channels[1].Unmask();
        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Equal([1u, 3u, 2u], _scene.Delivered);
    }

    [Fact]
    public void A_port_masked_by_a_neighbours_handler_is_passed_over_in_the_same_round()
    {
        EventChannel? second = null;
        EventChannel first = _scene.BindSelf(_ => second!.Mask());
        second = _scene.BindSelf();
        first.Notify();
        second.Notify();

        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Empty(_scene.Delivered);
        Assert.True(second.IsPending);
    }

    [Fact]
    public void An_unclaimed_port_is_counted_and_left_as_it_is()
    {
        EventPort port = new EventChannelOperations(_scene.Vcpu).BindInterprocessorInterrupt(new VcpuId(0)).Value;
        _scene.Guest.Ports.TryClearMask(port);
        new EventChannelOperations(_scene.Vcpu).Notify(port);

        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Equal(1ul, _scene.Dispatcher.Unclaimed);
        Assert.True(_scene.Guest.Ports.IsPending(port));

        EventChannel channel = _scene.Guest.Binder.Claim(port, _scene.Record).Value;
        channel.Unmask();
        Assert.False(_scene.Dispatcher.Dispatch());
        Assert.Equal([port.Value], _scene.Delivered);
    }

    [Fact]
    public void A_masked_port_without_a_channel_is_not_counted()
    {
        EventPort port = new EventChannelOperations(_scene.Vcpu).BindInterprocessorInterrupt(new VcpuId(0)).Value;
        new EventChannelOperations(_scene.Vcpu).Notify(port);
        _scene.BindSelf().Notify();

        _scene.Guest.RunEventThreads();
        Assert.Single(_scene.Delivered);
        Assert.Equal(0ul, _scene.Dispatcher.Unclaimed);
    }

    [Fact]
    public void A_handler_that_dispatches_is_refused_loudly()
    {
        _scene.BindSelf(_ => _scene.Dispatcher.Dispatch()).Notify();
        Assert.Throws<InvalidOperationException>(() => _scene.Dispatcher.Dispatch());
    }

    [Fact]
    public void The_highest_port_of_the_event_abi_is_delivered()
    {
        using Scene<TWord> scene = new(abi, maximumPort: uint.MaxValue);
        uint last = scene.Guest.Ports.Count - 1;
        List<EventChannel> channels = scene.BindMany((int)last);
        Assert.Equal(last, channels[^1].Port.Value);
        Assert.Equal(XenErrno.NoSpace, scene.Guest.Binder.AllocateUnbound(DomainId.Self, scene.Record).Error);

        channels[^1].Notify();
        scene.Guest.RunEventThreads();
        Assert.Equal([last], scene.Delivered);
    }

    [Fact]
    public void Each_raise_makes_one_upcall_until_its_word_is_taken()
    {
        List<EventChannel> channels = _scene.BindMany(2);
        int before = _scene.Guest.UpcallCount(0);
        channels[0].Notify();
        channels[0].Notify();
        channels[1].Notify();
        Assert.Equal(before + 1, _scene.Guest.UpcallCount(0));

        _scene.Guest.RunEventThreads();
        channels[1].Notify();
        Assert.Equal(before + 2, _scene.Guest.UpcallCount(0));
    }

    public void Dispose()
    {
        _scene.Dispose();
        GC.SuppressFinalize(this);
    }
}

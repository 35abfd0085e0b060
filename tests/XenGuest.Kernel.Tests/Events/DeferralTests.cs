using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Events;

public sealed class DeferralTwoLevelTests() : DeferralTests(EventAbi.TwoLevel);

public sealed class DeferralFifoTests() : DeferralTests(EventAbi.Fifo);

public abstract class DeferralTests(EventAbi abi) : IDisposable
{
    private const ulong Millisecond = DeferredChannels.ShortestNanoseconds;
    private const ulong Start = 0x5555_5555 * Millisecond;

    private readonly Scene<ulong> _scene = new(abi);

    private DeferredChannels Deferred => _scene.Guest.Binder.Deferred;

    [Fact]
    public void Spurious_events_beyond_a_number_in_a_row_are_held_back_for_a_time()
    {
        EventChannel channel = BindDeferred();
        Assert.True(channel.IsDeferred);
        Assert.True(channel.IsMasked);
        Assert.Equal(1u, Deferred.Deferrals);

        channel.Notify();
        Assert.Equal(Start + Millisecond, Deferred.Release(Start));
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);
        Assert.True(channel.IsPending);

        Assert.Equal(DeferredChannels.Never, Deferred.Release(Start + Millisecond));
        _scene.Guest.RunEventThreads();
        Assert.Equal([channel.Port.Value], _scene.Delivered);
        Assert.False(channel.IsDeferred);
    }

    [Fact]
    public void Each_further_spurious_event_doubles_the_time_up_to_a_second()
    {
        EventChannel channel = BindDeferred();
        for (int i = 1; i < 15; i++)
        {
            ulong duration = Math.Min(Millisecond << i, DeferredChannels.LongestNanoseconds);
            Assert.Equal(Start + duration, channel.Consumed(EventUse.Spurious, Start));
            Assert.NotEqual(DeferredChannels.Never, Deferred.Release(Start + duration - Millisecond));
            Assert.True(channel.IsDeferred);
        }

        Deferred.Release(Start + DeferredChannels.LongestNanoseconds);
        Assert.False(channel.IsDeferred);
        Assert.Equal(1u, Deferred.Deferrals);
    }

    [Fact]
    public void An_event_that_is_handled_makes_up_for_all_and_lets_the_next_through_at_once()
    {
        EventChannel channel = BindDeferred();
        channel.Notify();
        Assert.Equal(DeferredChannels.Never, channel.Consumed(EventUse.Handled, Start));
        _scene.Guest.RunEventThreads();
        Assert.Single(_scene.Delivered);
        for (int i = 1; i < DeferredChannels.SpuriousInARow; i++)
        {
            Assert.Equal(DeferredChannels.Never, channel.Consumed(EventUse.Spurious, Start));
        }

        Assert.False(channel.IsDeferred);
        Assert.Equal(Start + Millisecond, channel.Consumed(EventUse.Spurious, Start));
        Assert.True(channel.IsDeferred);
        Assert.Equal(2u, Deferred.Deferrals);
        Assert.Equal(DeferredChannels.Never, Deferred.Release(Start + Millisecond));
        Assert.False(channel.IsDeferred);
    }

    [Fact]
    public void What_its_owner_masks_stays_masked()
    {
        EventChannel channel = BindDeferred();
        channel.Mask();
        Deferred.Release(Start + Millisecond);
        Assert.True(channel.IsMasked);
        channel.Notify();
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);

        channel.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Single(_scene.Delivered);
    }

    [Fact]
    public void What_is_deferred_is_not_let_through_by_its_owner()
    {
        EventChannel channel = BindDeferred();
        channel.Notify();
        channel.Unmask();
        _scene.Guest.RunEventThreads();
        Assert.Empty(_scene.Delivered);
        Deferred.Release(Start + Millisecond);
        _scene.Guest.RunEventThreads();
        Assert.Single(_scene.Delivered);
    }

    [Fact]
    public void A_closed_channel_is_not_released_and_neither_is_its_ports_next_owner()
    {
        EventChannel channel = BindDeferred();
        channel.Close();
        Assert.Equal(DeferredChannels.Never, channel.Consumed(EventUse.Spurious, Start));
        EventChannel next = _scene.Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), _scene.Record).Value;
        Assert.Equal(channel.Port, next.Port);
        Assert.Equal(DeferredChannels.Never, Deferred.Release(Start + Millisecond));
        Assert.True(_scene.Guest.Ports.IsMasked(next.Port));
        Assert.False(next.IsDeferred);
    }

    [Fact]
    public void Only_those_that_are_due_are_released_and_the_time_of_the_next_is_told()
    {
        EventChannel[] channels = [BindDeferred(), BindDeferred(), BindDeferred()];
        channels[1].Consumed(EventUse.Spurious, Start);
        channels[2].Consumed(EventUse.Spurious, Start);
        channels[2].Consumed(EventUse.Spurious, Start);
        Assert.Equal(Start + (2 * Millisecond), Deferred.Release(Start + Millisecond));
        Assert.Equal([false, true, true], Array.ConvertAll(channels, channel => channel.IsDeferred));
        Assert.Equal(Start + (4 * Millisecond), Deferred.Release(Start + (2 * Millisecond)));
        Assert.Equal(DeferredChannels.Never, Deferred.Release(Start + (4 * Millisecond)));
    }

    [Fact]
    public void While_events_are_handled_no_hypercall_is_made_and_nothing_allocated()
    {
        EventChannel channel = _scene.BindSelf();
        int hypercalls = _scene.Vcpu.HypercallCount;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            channel.Consumed(EventUse.Spurious, Start);
            channel.Consumed(EventUse.Handled, Start);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(hypercalls, _scene.Vcpu.HypercallCount);
    }

    [Fact]
    public void A_storm_that_nobody_needs_costs_an_event_in_a_second()
    {
        EventChannel? storm = null;
        int events = 0;
        ulong now = Start;
        ulong release = DeferredChannels.Never;
        storm = _scene.BindSelf(_ =>
        {
            events++;
            release = storm!.Consumed(EventUse.Spurious, now);
            storm!.Notify();
        });
        storm.Notify();
        ulong end = Start + (60 * DeferredChannels.LongestNanoseconds);
        while (now < end)
        {
            _scene.Guest.RunEventThreads();
            Assert.NotEqual(DeferredChannels.Never, release);
            now = release;
            Assert.Equal(DeferredChannels.Never, Deferred.Release(now));
        }

        Assert.InRange(events, DeferredChannels.SpuriousInARow + 60, DeferredChannels.SpuriousInARow + 72);
        Assert.Equal((uint)(events - DeferredChannels.SpuriousInARow + 1), Deferred.Deferrals);
    }

    public void Dispose()
    {
        _scene.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A channel that nobody needs, deferred for a millisecond.</summary>
    private EventChannel BindDeferred()
    {
        EventChannel channel = _scene.BindSelf();
        for (int i = 1; i < DeferredChannels.SpuriousInARow; i++)
        {
            Assert.Equal(DeferredChannels.Never, channel.Consumed(EventUse.Spurious, Start));
        }

        Assert.False(channel.IsMasked);
        Assert.Equal(Start + Millisecond, channel.Consumed(EventUse.Spurious, Start));
        return channel;
    }
}

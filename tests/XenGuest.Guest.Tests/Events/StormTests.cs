using System;
using System.Threading.Tasks;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Events;

/// <summary>Awaited channels on which more comes than anybody needs.</summary>
public sealed class StormTests : IDisposable
{
    private static readonly TimeSpan s_millisecond = TimeSpan.FromMilliseconds(2);

    private readonly ChannelScene _scene = new();

    [Fact]
    public void Events_that_nobody_waits_for_are_held_back()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Raise(one, DeferredChannels.SpuriousInARow);
        Assert.False(other.IsDeferred);
        Raise(one, 1);
        Assert.True(other.IsDeferred);
        Assert.Equal(1u, _scene.Channels.Deferrals);

        Raise(one, 1);
        Assert.True(other.IsPending);
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public void Whoever_waits_again_gets_the_next_event_without_delay()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Raise(one, DeferredChannels.SpuriousInARow + 10);
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);
        Assert.False(other.IsDeferred);
        _scene.HandleEvents();
        Assert.True(other.WaitAsync().IsCompletedSuccessfully);

        ValueTask next = other.WaitAsync();
        Assert.False(next.IsCompleted);
        Raise(one, 1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_is_held_back_comes_when_its_time_is_over_and_costs_one_event_each_time()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        Raise(one, DeferredChannels.SpuriousInARow + 1);
        for (int i = 0; i < 5; i++)
        {
            Raise(one, 100);
            Assert.True(other.IsDeferred);
            _scene.Time.Advance(s_millisecond * (1 << i));
            Assert.False(other.IsDeferred);
            _scene.HandleEvents();
            Assert.True(other.IsDeferred);
        }

        Assert.Equal(6u, _scene.Channels.Deferrals);
    }

    [Fact]
    public void Events_that_are_reported_as_spurious_are_held_back()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        for (int i = 0; i < DeferredChannels.SpuriousInARow; i++)
        {
            Assert.False(other.IsDeferred);
            Raise(one, 1);
            Assert.True(other.WaitAsync().IsCompletedSuccessfully);
            other.ReportSpurious();
        }

        Assert.True(other.IsDeferred);
        ValueTask wait = other.WaitAsync();
        Raise(one, 1);
        Assert.True(other.IsDeferred);
        Assert.False(wait.IsCompleted);
        _scene.Time.Advance(s_millisecond);
        _scene.HandleEvents();
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_channel_that_is_used_is_never_held_back()
    {
        (GuestEventChannel one, GuestEventChannel other) = _scene.Connect();
        for (int i = 0; i < 1000; i++)
        {
            Raise(one, 1 + (i % 30));
            Assert.True(other.WaitAsync().IsCompletedSuccessfully);
            if (i % 2 == 0)
            {
                other.ReportSpurious();
            }
        }

        Assert.Equal(0u, _scene.Channels.Deferrals);
    }

    public void Dispose() => _scene.Dispose();

    private void Raise(GuestEventChannel sender, int times)
    {
        for (int i = 0; i < times; i++)
        {
            sender.Notify();
            _scene.HandleEvents();
        }
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Guest.Tests.Events;

/// <summary>A wait and what happens around it, in every order that a caller can bring about.</summary>
/// <remarks>The orders inside of a wait are the exploration's (tests/XenGuest.Kernel.Exploration.Tests).</remarks>
public sealed class EventSignalTests
{
    /// <summary>A wait that hangs fails; nothing else waits for it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly EventSignal _signal = new();

    [Fact]
    public void An_event_before_the_wait_ends_it_at_once()
    {
        _signal.Set();
        Assert.True(Wait().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Without_an_event_the_wait_goes_on_until_one_comes()
    {
        ValueTask wait = Wait();
        Assert.False(wait.IsCompleted);
        Task waiter = wait.AsTask();
        Assert.False(waiter.IsCompleted);
        _signal.Set();
        await waiter.WaitAsync(s_patience);
    }

    [Fact]
    public async Task An_event_between_the_wait_and_its_await_ends_it()
    {
        ValueTask wait = Wait();
        _signal.Set();
        Assert.True(wait.IsCompletedSuccessfully);
        await wait;
    }

    [Fact]
    public void Several_events_before_a_wait_are_one()
    {
        _signal.Set();
        _signal.Set();
        _signal.Set();
        Assert.True(Wait().IsCompletedSuccessfully);
        Assert.False(Wait().IsCompleted);
    }

    [Fact]
    public async Task Events_up_to_the_moment_when_the_waiter_goes_on_are_one()
    {
        ValueTask wait = Wait();
        _signal.Set();
        _signal.Set();
        await wait;
        Assert.False(Wait().IsCompleted);
    }

    [Fact]
    public async Task An_event_after_the_waiter_went_on_is_for_the_next_wait()
    {
        ValueTask wait = Wait();
        _signal.Set();
        await wait;
        _signal.Set();
        Assert.True(Wait().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Each_event_that_is_raised_when_the_last_was_taken_ends_a_wait_of_its_own_and_in_order()
    {
        const int Rounds = 1000;
        int taken = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Task waiter = TakeAsync(round);
            _signal.Set();
            await waiter.WaitAsync(s_patience);
            Assert.Equal(round + 1, taken);
        }

        async Task TakeAsync(int expected)
        {
            await Wait();
            Assert.Equal(expected, taken);
            taken++;
        }
    }

    [Fact]
    public async Task A_second_wait_beside_the_first_is_refused_and_does_not_disturb_it()
    {
        Task first = Wait().AsTask();
        Assert.Throws<InvalidOperationException>(() => { _ = Wait(); });
        Assert.False(first.IsCompleted);
        _signal.Set();
        await first.WaitAsync(s_patience);
    }

    [Fact]
    public async Task A_second_wait_does_not_take_the_event_of_a_first_that_is_about_to_go_on()
    {
        ValueTask first = Wait();
        _signal.Set();
        Assert.Throws<InvalidOperationException>(() => { _ = Wait(); });
        await first;
    }

    [Fact]
    public async Task Closing_ends_the_wait_that_runs_and_refuses_every_later_one()
    {
        Task waiter = Wait().AsTask();
        _signal.Close();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter.WaitAsync(s_patience));
        Assert.Throws<ObjectDisposedException>(() => { _ = Wait(); });
    }

    [Fact]
    public void An_event_does_not_outlive_closing()
    {
        _signal.Set();
        _signal.Close();
        _signal.Set();
        _signal.Close();
        Assert.Throws<ObjectDisposedException>(() => { _ = Wait(); });
    }

    [Fact]
    public async Task Closing_comes_too_late_for_a_wait_that_an_event_ended()
    {
        ValueTask wait = Wait();
        _signal.Set();
        _signal.Close();
        await wait;
        Assert.Throws<ObjectDisposedException>(() => { _ = Wait(); });
    }

    [Fact]
    public void Neither_an_event_nor_a_wait_that_it_ends_allocates()
    {
        Exercise();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Exercise()
    {
        for (int i = 0; i < 1000; i++)
        {
            _signal.Set();
            Wait().GetAwaiter().GetResult();
            ValueTask armed = Wait();
            _signal.Set();
            armed.GetAwaiter().GetResult();
        }
    }

    private ValueTask Wait() => _signal.WaitAsync(CancellationToken.None);
}

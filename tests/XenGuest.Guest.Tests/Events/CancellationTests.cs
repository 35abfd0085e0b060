using System;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Guest.Tests.Events;

public sealed class CancellationTests : IDisposable
{
    private readonly EventSignal _signal = new();
    private readonly CancellationTokenSource _source = new();

    [Fact]
    public void A_wait_that_is_cancelled_before_it_begins_does_not_begin()
    {
        _source.Cancel();
        OperationCanceledException exception = Assert.Throws<OperationCanceledException>(() => { _ = Wait(); });
        Assert.Equal(_source.Token, exception.CancellationToken);
        Assert.False(_signal.WaitAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public void An_event_that_waits_is_taken_whatever_the_token_says()
    {
        _signal.Set();
        _source.Cancel();
        Assert.True(Wait().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_with_its_own_token()
    {
        ValueTask wait = Wait();
        await _source.CancelAsync();
        Assert.True(wait.IsCanceled);
        OperationCanceledException exception = await Assert.ThrowsAsync<OperationCanceledException>(async () => await wait);
        Assert.Equal(_source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task An_event_that_comes_after_the_cancelling_is_for_the_next_wait()
    {
        ValueTask wait = Wait();
        await _source.CancelAsync();
        _signal.Set();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await wait);
        Assert.True(_signal.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Cancelling_comes_too_late_for_a_wait_that_an_event_ended()
    {
        ValueTask wait = Wait();
        _signal.Set();
        await _source.CancelAsync();
        await wait;
    }

    [Fact]
    public async Task The_token_of_a_wait_that_is_over_does_not_end_the_next()
    {
        ValueTask first = Wait();
        _signal.Set();
        await first;
        ValueTask second = _signal.WaitAsync(CancellationToken.None);
        await _source.CancelAsync();
        Assert.False(second.IsCompleted);
        _signal.Set();
        await second;
    }

    [Fact]
    public async Task A_task_of_a_cancelled_wait_is_cancelled()
    {
        Task waiter = Wait().AsTask();
        await _source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiter);
        Assert.True(waiter.IsCanceled);
    }

    [Fact]
    public async Task After_a_cancelled_wait_another_can_be_cancelled()
    {
        ValueTask first = Wait();
        await _source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await first);

        using CancellationTokenSource other = new();
        ValueTask second = _signal.WaitAsync(other.Token);
        await other.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAsync<OperationCanceledException>(async () => await second);
        Assert.Equal(other.Token, exception.CancellationToken);
    }

    public void Dispose() => _source.Dispose();

    private ValueTask Wait() => _signal.WaitAsync(_source.Token);
}

using System;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

namespace XenGuest.Guest.Tests.Events;

/// <summary>Where and how the code behind a wait runs. The test takes the steps that the compiler makes of an await.</summary>
public sealed class ContinuationTests
{
    private const short FirstWait = 0;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly EventSignal _signal = new();
    private readonly TaskCompletionSource<int> _continued = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IValueTaskSource Source => _signal;

    [Fact]
    public void The_code_behind_a_wait_never_runs_on_the_thread_that_raises_the_event()
    {
        Begin();
        Await(ValueTaskSourceOnCompletedFlags.None);
        _signal.Set();

        // This thread blocks, so it is another that runs the code.
        Assert.True(_continued.Task.Wait(s_patience));
        Assert.NotEqual(Environment.CurrentManagedThreadId, _continued.Task.Result);
    }

    [Fact]
    public void Nor_does_it_run_inside_of_the_await_that_finds_the_wait_over()
    {
        Begin();
        _signal.Set();
        Await(ValueTaskSourceOnCompletedFlags.None);
        Assert.True(_continued.Task.Wait(s_patience));
        Assert.NotEqual(Environment.CurrentManagedThreadId, _continued.Task.Result);
    }

    [Fact]
    public void The_code_begins_with_the_state_that_belongs_to_it()
    {
        Begin();
        object state = new();
        object? seen = null;
        Source.OnCompleted(
            given =>
            {
                seen = given;
                _continued.SetResult(0);
            },
            state,
            FirstWait,
            ValueTaskSourceOnCompletedFlags.None);
        _signal.Set();
        Assert.True(_continued.Task.Wait(s_patience));
        Assert.Same(state, seen);
    }

    [Fact]
    public void A_second_await_of_the_same_wait_is_refused_and_the_first_goes_on_with_its_own_state()
    {
        Begin();
        Source.OnCompleted(state => _continued.SetResult((int)state!), 1, FirstWait, ValueTaskSourceOnCompletedFlags.None);
        Assert.Throws<InvalidOperationException>(() => Source.OnCompleted(
            state => _continued.SetResult((int)state!), 2, FirstWait, ValueTaskSourceOnCompletedFlags.None));
        _signal.Set();
        Assert.True(_continued.Task.Wait(s_patience));
        Assert.Equal(1, _continued.Task.Result);
    }

    [Fact]
    public void A_wait_that_was_awaited_is_over()
    {
        Begin();
        _signal.Set();
        Source.GetResult(FirstWait);
        Assert.Throws<InvalidOperationException>(() => Source.GetResult(FirstWait));
        Assert.Throws<InvalidOperationException>(() => Source.GetStatus(FirstWait));
        Assert.Throws<InvalidOperationException>(() => Await(ValueTaskSourceOnCompletedFlags.None));
    }

    [Fact]
    public void The_result_of_a_wait_that_runs_is_refused_and_the_wait_runs_on()
    {
        Begin();
        Assert.Throws<InvalidOperationException>(() => Source.GetResult(FirstWait));
        Assert.Equal(ValueTaskSourceStatus.Pending, Source.GetStatus(FirstWait));
        _signal.Set();
        Assert.Equal(ValueTaskSourceStatus.Succeeded, Source.GetStatus(FirstWait));
        Source.GetResult(FirstWait);
    }

    [Fact]
    public void The_code_goes_where_its_synchronization_context_says()
    {
        RecordingContext context = new();
        RunIn(context, ValueTaskSourceOnCompletedFlags.UseSchedulingContext);
        Assert.Equal(1, context.Posts);
    }

    [Fact]
    public void Unless_it_does_not_ask_for_it()
    {
        RecordingContext context = new();
        RunIn(context, ValueTaskSourceOnCompletedFlags.None);
        Assert.Equal(0, context.Posts);
    }

    [Theory]
    [InlineData(ValueTaskSourceOnCompletedFlags.FlowExecutionContext, "the waiter's")]
    [InlineData(ValueTaskSourceOnCompletedFlags.None, null)]
    public void What_flows_with_the_code_is_the_waiters_where_it_asks_for_it(ValueTaskSourceOnCompletedFlags flags, string? expected)
    {
        AsyncLocal<string?> local = new() { Value = "the waiter's" };
        string? seen = "nothing yet";
        Begin();
        Source.OnCompleted(
            _ =>
            {
                seen = local.Value;
                _continued.SetResult(0);
            },
            null,
            FirstWait,
            flags);
        local.Value = "the sender's";
        _signal.Set();
        Assert.True(_continued.Task.Wait(s_patience));
        Assert.Equal(expected, seen);
    }

    private void RunIn(RecordingContext context, ValueTaskSourceOnCompletedFlags flags)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Begin();
        Await(flags);
        SynchronizationContext.SetSynchronizationContext(before);
        _signal.Set();
        Assert.True(_continued.Task.Wait(s_patience));
    }

    private void Begin() => Assert.False(_signal.WaitAsync(CancellationToken.None).IsCompleted);

    private void Await(ValueTaskSourceOnCompletedFlags flags) =>
        Source.OnCompleted(_ => _continued.SetResult(Environment.CurrentManagedThreadId), null, FirstWait, flags);
}

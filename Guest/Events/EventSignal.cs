using System;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Lets one waiter await the next event. Nothing is allocated for a wait or an event.</summary>
/// <remarks>
/// <para>An event that arrives while nobody waits is kept, and the next wait takes it at once; several are kept as one, as event
/// channels do. A wait that has begun takes what arrived up to the moment its continuation begins to run.</para>
/// <para>The event thread never runs a continuation: it queues this object itself as the work item.</para>
/// <para>What two threads touch goes through <see cref="Atomic"/>, so that the exploration chooses who touches it first.</para>
/// </remarks>
internal sealed class EventSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private const int Free = 0;
    private const int Armed = 1;
    private const int EventArrived = 2;
    private const int Canceled = 3;
    private const int Closed = 4;

    private static readonly Action<object?> s_done = static _ => { };

    private int _pending;
    private int _closed;
    private int _waiter;
    private short _token;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private ExecutionContext? _executionContext;
    private SynchronizationContext? _synchronizationContext;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _cancellationToken;

    /// <summary>An event has arrived. Context: any thread; does not run the waiter's code.</summary>
    internal void Set()
    {
        // 1. The event is kept. 2. Whoever waits is completed. A wait that begins in between sees 1 (WaitAsync looks again
        // after it has armed itself), so no order of the two sides leaves an event behind a sleeping waiter.
        Atomic.Exchange(ref _pending, 1);
        Complete(EventArrived);
    }

    /// <summary>No event will arrive any more: a wait that runs, and every later one, ends with ObjectDisposedException.</summary>
    internal void Close()
    {
        Atomic.Exchange(ref _closed, 1);
        Complete(Closed);
    }

    /// <summary>Waits for an event newer than the last that a wait has taken.</summary>
    internal ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Atomic.Load(ref _closed) != 0, typeof(GuestEventChannel));
        if (Atomic.Load(ref _waiter) == Free && Atomic.Exchange(ref _pending, 0) != 0)
        {
            return default;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (Atomic.CompareExchange(ref _waiter, Armed, Free) != Free)
        {
            throw new InvalidOperationException("Another wait for the same event channel is not over.");
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cancellationToken = cancellationToken;
            _cancellation = cancellationToken.UnsafeRegister(static signal => ((EventSignal)signal!).Complete(Canceled), this);
        }

        if (Atomic.Load(ref _pending) != 0)
        {
            Complete(EventArrived);
        }
        else if (Atomic.Load(ref _closed) != 0)
        {
            Complete(Closed);
        }

        return new ValueTask(this, _token);
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token)
    {
        CheckToken(token);

        // Completing takes two steps: the outcome, then the continuation or the mark in its place. Between them the wait must
        // not look over, or its waiter could begin another wait, which the second step would then end.
        if (Atomic.Load(ref _continuation) == null)
        {
            return ValueTaskSourceStatus.Pending;
        }

        return Atomic.Load(ref _waiter) switch
        {
            Armed => ValueTaskSourceStatus.Pending,
            EventArrived => ValueTaskSourceStatus.Succeeded,
            Canceled => ValueTaskSourceStatus.Canceled,
            _ => ValueTaskSourceStatus.Faulted,
        };
    }

    /// <inheritdoc/>
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        CheckToken(token);
        if (Atomic.Load(ref _continuation) is { } present && !ReferenceEquals(present, s_done))
        {
            // Refused before anything is written: the first continuation keeps its state.
            throw new InvalidOperationException("A wait can be awaited once only.");
        }

        _continuationState = state;
        _executionContext = (flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0 ? ExecutionContext.Capture() : null;
        _synchronizationContext = (flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0 ? SynchronizationContext.Current : null;

        // Either this puts the continuation in before the completion looks for it, or it finds the completion's mark.
        Action<object?>? previous = Atomic.CompareExchange(ref _continuation, continuation, null);
        if (ReferenceEquals(previous, s_done))
        {
            _continuation = continuation;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else if (previous != null)
        {
            throw new InvalidOperationException("A wait can be awaited once only.");
        }
    }

    /// <inheritdoc/>
    void IValueTaskSource.GetResult(short token)
    {
        CheckToken(token);
        int outcome = Atomic.Load(ref _waiter);
        if (outcome is Free or Armed || Atomic.Load(ref _continuation) == null)
        {
            throw new InvalidOperationException("The wait is not over.");
        }

        _cancellation.Dispose();
        _cancellation = default;
        CancellationToken canceledBy = _cancellationToken;
        _cancellationToken = default;
        _continuation = null;
        _continuationState = null;
        _executionContext = null;
        _synchronizationContext = null;
        _token++;
        if (outcome == EventArrived)
        {
            // The waiter's code has yet to run and will see whatever came with events up to here.
            Atomic.Exchange(ref _pending, 0);
        }

        Atomic.Store(ref _waiter, Free);
        if (outcome == Canceled)
        {
            throw new OperationCanceledException(canceledBy);
        }

        ObjectDisposedException.ThrowIf(outcome == Closed, typeof(GuestEventChannel));
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        if (_synchronizationContext == null)
        {
            Continue();
        }
        else
        {
            _synchronizationContext.Post(static signal => ((EventSignal)signal!).Continue(), this);
        }
    }

    private void Continue()
    {
        if (_executionContext == null)
        {
            Invoke();
        }
        else
        {
            ExecutionContext.Run(_executionContext, static signal => ((EventSignal)signal!).Invoke(), this);
        }
    }

    private void Invoke()
    {
        // The waiter's code clears both fields first of all.
        Action<object?> continuation = _continuation!;
        continuation(_continuationState);
    }

    private void Complete(int outcome)
    {
        if (Atomic.CompareExchange(ref _waiter, outcome, Armed) == Armed
            && Atomic.CompareExchange(ref _continuation, s_done, null) != null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void CheckToken(short token)
    {
        if (token != _token)
        {
            throw new InvalidOperationException("This wait was awaited before.");
        }
    }
}

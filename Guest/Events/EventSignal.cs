using System;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Lets one waiter await the next event. Nothing is allocated for a wait or an event.</summary>
/// <remarks>
/// <para>An event that arrives while nobody waits is kept, and the next wait takes it at once; several are kept as one, as event
/// channels do. A wait that has begun takes what arrived up to the moment its continuation begins to run. An event ends one wait.</para>
/// <code>
///  4            3         2 ... 0
/// [no more     ][event   ][phase: free, armed, or how the wait ended]
/// </code>
/// <para>All of it stands in one word and changes in one step. So nothing comes between a wait's look for an event and its arming,
/// and an event is either kept or ends the wait that runs.</para>
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
    private const int Phase = 7;
    private const int Event = 8;
    private const int NoMore = 16;

    private static readonly Action<object?> s_done = static _ => { };

    private int _state;
    private short _token;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private ExecutionContext? _executionContext;
    private SynchronizationContext? _synchronizationContext;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _cancellationToken;

    /// <summary>Whether an event has arrived that no wait has taken.</summary>
    internal bool IsKept => (Atomic.Load(ref _state) & Event) != 0;

    /// <summary>An event has arrived. Context: any thread; does not run the waiter's code.</summary>
    internal void Set() => Complete(EventArrived, Event);

    /// <summary>No event will arrive any more: a wait that runs, and every later one, ends with ObjectDisposedException.</summary>
    internal void Close() => Complete(NoMore + Closed, NoMore);

    /// <summary>Waits for an event newer than the last that a wait has taken.</summary>
    internal ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (TryTake(cancellationToken))
        {
            return default;
        }

        if (cancellationToken.CanBeCanceled)
        {
            _cancellationToken = cancellationToken;
            _cancellation = cancellationToken.UnsafeRegister(static signal => ((EventSignal)signal!).Complete(Canceled, 0), this);
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

        return (Atomic.Load(ref _state) & Phase) switch
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
        int outcome = Atomic.Load(ref _state) & Phase;
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

        // The waiter's code has yet to run and will see whatever came with events up to here. Without one it takes none.
        Clear(outcome == EventArrived ? Phase | Event : Phase);
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

    /// <summary>Takes the event that waits, or else arms a wait.</summary>
    /// <returns>Whether there was an event.</returns>
    private bool TryTake(CancellationToken cancellationToken)
    {
        int seen = Atomic.Load(ref _state);
        while (true)
        {
            ObjectDisposedException.ThrowIf((seen & NoMore) != 0, typeof(GuestEventChannel));
            if ((seen & Phase) != Free)
            {
                throw new InvalidOperationException("Another wait for the same event channel is not over.");
            }

            bool takes = (seen & Event) != 0;
            if (!takes)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            int found = Atomic.CompareExchange(ref _state, takes ? Free : Armed, seen);
            if (found == seen)
            {
                return takes;
            }

            seen = found;
        }
    }

    /// <summary>Ends the wait that runs; where none does, keeps what happened for the next.</summary>
    private void Complete(int outcome, int kept)
    {
        int seen = Atomic.Load(ref _state);
        while (true)
        {
            bool ends = (seen & Phase) == Armed;

            // Written even where it changes nothing: what the event brings is visible before a waiter takes the one that was kept.
            int found = Atomic.CompareExchange(ref _state, ends ? outcome : seen | kept, seen);
            if (found == seen)
            {
                if (ends && Atomic.CompareExchange(ref _continuation, s_done, null) != null)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                }

                return;
            }

            seen = found;
        }
    }

    private void Clear(int bits)
    {
        int seen = Atomic.Load(ref _state);
        while (true)
        {
            int found = Atomic.CompareExchange(ref _state, seen & ~bits, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
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

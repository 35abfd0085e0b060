using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>A request whose answer is awaited. It is used again when it was answered and its waiter has the result.</summary>
/// <remarks>What changes does so under the store's lock. The waiter's code runs on the thread pool.</remarks>
internal sealed class StoreOperation : StoreRequest, IValueTaskSource<byte[]>
{
    private readonly GuestStore _store;
    private ManualResetValueTaskSourceCore<byte[]> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _cancellationToken;
    private string _path = "";
    private bool _isOver;
    private bool _isAnswered;
    private bool _isTaken;

    internal StoreOperation(GuestStore store) => _store = store;

    /// <summary>Is told the generation of the connection in which the answer came; null where nobody asks.</summary>
    internal StrongBox<uint>? AnsweredIn { get; set; }

    /// <summary>Whether nobody needs it any more.</summary>
    internal bool IsFree => _isAnswered && _isTaken;

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc/>
    public byte[] GetResult(short token)
    {
        // A wait that is not over, or is another's, changes nothing.
        if (_source.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The request has not ended.");
        }

        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            // Outside of the lock, as this waits for a cancellation that runs.
            _cancellation.Dispose();
            lock (_store.Gate)
            {
                // Awaited a second time by mistake, it is taken back once nevertheless.
                if (!_isTaken)
                {
                    _isTaken = true;
                    _store.TakeBack(this);
                }
            }
        }
    }

    /// <summary>Begins a use. Context: under the lock, as all below.</summary>
    internal void Begin(string path)
    {
        _source.Reset();
        _path = path;
        AnsweredIn = null;
        _isOver = false;
        _isAnswered = false;
        _isTaken = false;
        _cancellation = default;
    }

    /// <summary>What the caller awaits.</summary>
    internal ValueTask<byte[]> Start(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _cancellation = cancellationToken.UnsafeRegister(static operation => ((StoreOperation)operation!).Cancel(), this);
        return new ValueTask<byte[]>(this, _source.Version);
    }

    /// <inheritdoc/>
    protected override void OnCompleted(XenErrno errno, ReadOnlySpan<byte> answer)
    {
        _isAnswered = true;
        if (AnsweredIn != null)
        {
            AnsweredIn.Value = _store.Generation;
        }

        if (!_isOver && errno == XenErrno.None)
        {
            _isOver = true;
            _source.SetResult(answer.ToArray());
        }
        else if (!_isOver)
        {
            _isOver = true;
            _source.SetException(new StoreException(_path, errno, _store.Fault));
        }

        _store.TakeBack(this);
    }

    /// <summary>The waiter goes; the answer is waited for nevertheless.</summary>
    private void Cancel()
    {
        lock (_store.Gate)
        {
            if (!_isOver)
            {
                _isOver = true;
                _source.SetException(new OperationCanceledException(_cancellationToken));
            }
        }
    }
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <content>What happens to the connection while its domain is suspended.</content>
/// <remarks>
/// xenstored knows a restored domain as another: it has no watch of it and no transaction. What it was asked before must have been
/// answered, or nobody would know whether it was done: so a domain is suspended between an answer and the next request.
/// </remarks>
public sealed partial class StoreConnection
{
    private bool _isPaused;

    /// <summary>How often the domain was restored since the connection was made; wraps around.</summary>
    public uint Generation { get; private set; }

    /// <summary>Whether xenstored has answered all that it was asked. Part of an event may be on its way: watches are set again.</summary>
    public bool IsQuiet
    {
        get
        {
            bool isQuiet = _sending == null;
            for (int i = 0; i < MostInFlight; i++)
            {
                isQuiet &= _inFlight[i] == null;
            }

            return isQuiet;
        }
    }

    /// <summary>Asks xenstored for nothing more until <see cref="GoOn"/> or <see cref="GoOnRestored"/>: requests wait for their turn.</summary>
    public void Pause() => _isPaused = true;

    /// <summary>Goes on asking. <see cref="Exchange"/> then sends what has waited.</summary>
    public void GoOn() => _isPaused = false;

    /// <summary>Goes on in a domain that was restored: watches again what was watched, each of which gets an event, and goes on asking.</summary>
    /// <remarks>
    /// It was quiet when the domain was suspended. Requests that have waited and belong to a transaction end with
    /// <see cref="XenErrno.TryAgain"/>. A watch that xenstored refuses now is told of <see cref="StoreFault.WatchLost"/>. Allocates.
    /// </remarks>
    public void GoOnRestored()
    {
        _isPaused = false;
        IsReconnecting = false;
        Generation++;
        if (Fault == StoreFault.None)
        {
            BeginAnew();
        }
    }

    /// <summary>Everything that xenstored had of this domain is gone, and the rings are empty.</summary>
    private void BeginAnew()
    {
        _ring.Synchronize();
        _receiver.Clear();
        StoreRequest? waiting = _firstWaiting;
        _firstWaiting = null;
        _lastWaiting = null;
        foreach (StoreWatch watch in _watches.AllSet())
        {
            watch.IsSet = false;
            StoreRenewal renewal = new(this, watch);
            renewal.Watch(watch);
            Submit(renewal);
        }

        while (waiting != null)
        {
            StoreRequest request = waiting;
            waiting = request.Next;
            request.IsPending = false;
            XenErrno error = Submit(request);
            if (error != XenErrno.None)
            {
                request.OnCompleted(error, default);
            }
        }
    }

    /// <summary>xenstored refuses to watch again.</summary>
    internal void Lose(StoreWatch watch)
    {
        _watches.Remove(watch);
        watch.OnClosed(StoreFault.WatchLost);
    }

    private bool IsStale(StoreRequest request) =>
        request.Transaction.Value != 0 && request.Transaction.Generation != Generation;

    /// <summary>Notes which watches xenstored has, after it has done what it was asked.</summary>
    private void NoteWatches(StoreRequest request)
    {
        if (request.Watched != null)
        {
            request.Watched.IsSet = request.Type == StoreMessageType.Watch;
        }
        else if (request.Type == StoreMessageType.ResetWatches)
        {
            foreach (StoreWatch watch in _watches.AllSet())
            {
                watch.IsSet = false;
            }
        }
    }
}

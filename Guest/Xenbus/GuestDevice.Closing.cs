using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest;

/// <content>The end of a life.</content>
public sealed partial class GuestDevice
{
    private const XenbusStates PeerHasHeard = XenbusStates.Closing | PeerHasLetGo;
    private const XenbusStates PeerHasLetGo =
        XenbusStates.Closed | XenbusStates.Unknown | XenbusStates.Initialising | XenbusStates.InitWait;

    /// <summary>Closes this end, in the order that both ends keep: nobody loses what the other still uses.</summary>
    /// <param name="release">
    /// Gives up what both share: a frontend's granted pages, a backend's mapped ones, the event channel. It is called once, in the end
    /// always: of a frontend when the backend is closed, of a backend when the frontend is, or the time is up.
    /// </param>
    /// <returns><see cref="DeviceEnd.None"/>: the other end has taken part, or there was nothing to close;
    /// <see cref="DeviceEnd.Stalled"/>: it has not, in time; or why this end could not say anything any more.</returns>
    /// <remarks>
    /// <para>It does not throw, unless <paramref name="release"/> does, and takes three times <see cref="GuestXenbus.Patience"/> at most.
    /// A second time does nothing.</para>
    /// <code>
    /// frontend                    backend
    /// Closing ─────────────────→  closes too: Closing
    /// Closed  ←────────────────┘
    ///         ─────────────────→  releases, Closed
    /// releases ←───────────────┘
    /// </code>
    /// </remarks>
    public async ValueTask<DeviceEnd> CloseAsync(Action release)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return DeviceEnd.None;
        }

        DeviceEnd end;
        try
        {
            end = await SayGoodbyeAsync().ConfigureAwait(false);
        }
        finally
        {
            release();
        }

        DeviceEnd last = await TryAsync(() => SayOnceAsync(XenbusState.Closed)).ConfigureAwait(false);
        lock (_gate)
        {
            _isClosed = true;
        }

        Change(static (handshake, end) => handshake.EndWith(end), DeviceEnd.Closed);
        return end == DeviceEnd.None ? last : end;
    }

    /// <summary>Ends this object; closes the device first where <see cref="CloseAsync"/> was not called.</summary>
    /// <returns>Complete when xenstored has taken the watches back, or has not answered in time.</returns>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(static () => { }).ConfigureAwait(false);
        if (_over.IsCancellationRequested)
        {
            return;
        }

        await _over.CancelAsync().ConfigureAwait(false);
        await EndWatchAsync(_ownWatch).ConfigureAwait(false);
        await EndWatchAsync(_peerWatch).ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        _list?.Leave(this);
    }

    private ValueTask EndWatchAsync(GuestStoreWatch? watch) => watch == null ? default : _bus.EndWatchAsync(watch);

    private async ValueTask<DeviceEnd> SayGoodbyeAsync()
    {
        XenbusState own = State;
        if (own is XenbusState.Unknown or XenbusState.Initialising)
        {
            // The other end has nothing of this one.
            return DeviceEnd.None;
        }

        DeviceEnd end = await TryAsync(() => SayOnceAsync(XenbusState.Closing)).ConfigureAwait(false);
        if (end != DeviceEnd.None || Side == DeviceSide.Backend)
        {
            return end != DeviceEnd.None ? end : await WaitToCloseAsync(PeerHasLetGo).ConfigureAwait(false);
        }

        end = await WaitToCloseAsync(PeerHasHeard).ConfigureAwait(false);
        if (end == DeviceEnd.None)
        {
            end = await TryAsync(() => SayOnceAsync(XenbusState.Closed)).ConfigureAwait(false);
        }

        return end == DeviceEnd.None ? await WaitToCloseAsync(PeerHasLetGo).ConfigureAwait(false) : end;
    }

    /// <summary>Says a state unless it was said before. First it looks whether the device is its own still: what it says to another's would end that.</summary>
    private async ValueTask SayOnceAsync(XenbusState state)
    {
        await LookAtOwnAsync().ConfigureAwait(false);
        ValueTask saying;
        lock (_gate)
        {
            bool isSaid = _handshake.Own == state || !XenbusProtocol.MayFollow(_handshake.Own, state);
            saying = isSaid && _handshake.IsOwned ? default : SayAsync(state);
        }

        await saying.ConfigureAwait(false);
    }

    /// <summary>Waits for the other end, whatever has become of the device otherwise, unless nothing can come any more.</summary>
    private async ValueTask<DeviceEnd> WaitToCloseAsync(XenbusStates states)
    {
        using CancellationTokenSource patience = new(_bus.Patience, _bus.Time);
        while (true)
        {
            lock (_gate)
            {
                if (_handshake.IsPeerIn(states))
                {
                    return DeviceEnd.None;
                }

                if (!_handshake.IsOwned || _handshake.End == DeviceEnd.StoreLost)
                {
                    return _handshake.End;
                }
            }

            try
            {
                await _changed.WaitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return DeviceEnd.Stalled;
            }
        }
    }

    private static async ValueTask<DeviceEnd> TryAsync(Func<ValueTask> say)
    {
        try
        {
            await say().ConfigureAwait(false);
            return DeviceEnd.None;
        }
        catch (XenbusException e)
        {
            return e.End;
        }
    }
}

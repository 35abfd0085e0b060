using System;
using System.Threading.Tasks;
using XenGuest.Hypercall.Abi;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <content>What stands in xenstore is followed: both states.</content>
public sealed partial class GuestDevice
{
    /// <summary>Looks each time that a watch says that something may have changed, until the device is closed.</summary>
    private async Task FollowAsync(GuestStoreWatch watch, Func<Task> look)
    {
        try
        {
            while (true)
            {
                await watch.NextAsync(_over.Token).ConfigureAwait(false);
                await look().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (StoreException)
        {
            Change(static (handshake, end) => handshake.EndWith(end), DeviceEnd.StoreLost);
        }
        catch (XenbusException e)
        {
            Change(static (handshake, end) => handshake.EndWith(end), e.End);
        }
    }

    private async Task LookAtOwnAsync()
    {
        // xenstored does one request after the other: what it answers is as old as what this end had said when it asked.
        XenbusState written;
        ValueTask<byte[]?> reading;
        lock (_gate)
        {
            written = _handshake.Own;
            reading = ReadStateAsync(Path);
        }

        byte[]? value = await reading.ConfigureAwait(false);
        if (value != null)
        {
            Change(static (handshake, seen) => handshake.ObserveOwn(seen.written, seen.value), (written, value));
        }
        else
        {
            Change(
                static (handshake, written) =>
                {
                    if (written != XenbusState.Unknown)
                    {
                        handshake.ObserveOwnAbsent();
                    }
                },
                written);
        }
    }

    private async Task LookAtPeerAsync()
    {
        byte[]? value = await ReadStateAsync(PeerPath).ConfigureAwait(false);
        if (value != null)
        {
            Change(static (handshake, value) => handshake.ObservePeer(value), value);
        }
        else
        {
            Change(static (handshake, _) => handshake.ObservePeerAbsent(), 0);
        }
    }

    /// <returns>The state, as it stands; null where none does, or none that this domain may see.</returns>
    private ValueTask<byte[]?> ReadStateAsync(string end) => _bus.DoAsync(
        Path,
        async token =>
        {
            try
            {
                return await _bus.Store.ReadAsync($"{end}/state", default, token).ConfigureAwait(false);
            }
            catch (StoreException e) when (e.Error is XenErrno.NotFound or XenErrno.AccessDenied)
            {
                return (byte[]?)null;
            }
        },
        _over.Token);

    /// <summary>A restored domain has none of its nodes: before anything else is made of that, it is why.</summary>
    private void SeeRestore()
    {
        if (_bus.Store.Restores != _restores)
        {
            _handshake.EndWith(DeviceEnd.Restored);
        }
    }

    /// <summary>Does something to the handshake, and tells whoever has to know.</summary>
    private void Change<T>(Action<DeviceHandshake, T> change, T argument)
    {
        DeviceEnd end;
        bool isGoneNow;
        lock (_gate)
        {
            SeeRestore();
            change(_handshake, argument);
            end = _handshake.End;
            isGoneNow = !_handshake.IsOwned && !_isGone;
            _isGone |= isGoneNow;
        }

        if (isGoneNow)
        {
            _list?.Replace(this);
        }

        _changed.Set();
        if (end != DeviceEnd.None)
        {
            // Not here: what waits for it may be anything.
            _ = _ending.CancelAsync();
        }
    }
}

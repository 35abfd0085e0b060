using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>The devices of one kind, as they come and go.</summary>
/// <remarks>
/// A device that was opened here and then was removed is told of as gone even if another came under its name before
/// anybody looked; the other is then told of as come.
/// </remarks>
public sealed class GuestDeviceList : IAsyncDisposable
{
    private readonly GuestXenbus _bus;
    private readonly DeviceSide _side;
    private readonly GuestStoreWatch _watch;
    private readonly EventSignal _signal = new();
    private readonly Queue<DeviceChange> _changes = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _replaced = [];
    private readonly HashSet<string> _closed = [];
    private readonly Dictionary<string, GuestDevice> _open = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Task _following;
    private HashSet<string> _known = [];
    private StoreException? _failure;

    private GuestDeviceList(GuestXenbus bus, DeviceSide side, GuestStoreWatch watch)
    {
        _bus = bus;
        _side = side;
        _watch = watch;
        _following = FollowAsync();
    }

    /// <summary>What is followed, relative to this domain's part of the tree.</summary>
    public string Path => _watch.Path;

    /// <summary>Waits for the next change. One wait at a time.</summary>
    /// <param name="cancellationToken">Ends the wait; no change is lost.</param>
    /// <returns>The change.</returns>
    /// <exception cref="XenbusException"><see cref="DeviceEnd.Stalled"/>: xenstored does not answer;
    /// <see cref="DeviceEnd.Refused"/>: it refuses; <see cref="DeviceEnd.StoreLost"/>: the connection is over.</exception>
    /// <exception cref="ObjectDisposedException">The list was disposed of.</exception>
    public async ValueTask<DeviceChange> NextAsync(CancellationToken cancellationToken = default)
    {
        while (_changes.Count == 0)
        {
            await _signal.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_failure is StoreException failure)
            {
                throw new XenbusException(Path, GuestXenbus.EndOf(failure), failure.Message, failure);
            }

            await LookAsync(cancellationToken).ConfigureAwait(false);
        }

        return _changes.Dequeue();
    }

    /// <summary>Opens a device of the list; see <see cref="GuestXenbus.OpenAsync"/>.</summary>
    /// <param name="change">What <see cref="NextAsync"/> gave when it came.</param>
    /// <param name="cancellationToken">Ends the wait for xenstored.</param>
    /// <returns>The device.</returns>
    /// <exception cref="XenbusException">As <see cref="GuestXenbus.OpenAsync"/>.</exception>
    public ValueTask<GuestDevice> OpenAsync(DeviceChange change, CancellationToken cancellationToken = default) =>
        GuestDevice.OpenAsync(_bus, _side, change.Path, this, cancellationToken);

    /// <summary>Ends it; the devices opened here go on.</summary>
    /// <returns>Complete when xenstored has taken the watch back, or has not answered in time.</returns>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _bus.EndWatchAsync(_watch).ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        _signal.Close();
    }

    internal static async ValueTask<GuestDeviceList> OpenAsync(GuestXenbus bus, DeviceSide side, string path, CancellationToken cancellationToken) =>
        new(bus, side, await bus.DoAsync(path, token => bus.Store.WatchAsync(path, token), cancellationToken).ConfigureAwait(false));

    /// <summary>A device of the list is open: its object watches it more closely than the list does.</summary>
    internal void Join(GuestDevice device)
    {
        lock (_gate)
        {
            _closed.Remove(device.Path);
            _open[device.Path] = device;
        }
    }

    /// <summary>It is open no more; the list watches for another under its name.</summary>
    internal void Leave(GuestDevice device)
    {
        lock (_gate)
        {
            if (IsOpen(device))
            {
                _open.Remove(device.Path);
                _closed.Add(device.Path);
            }
        }
    }

    /// <summary>It has found itself gone. Where the list has seen that too, what stands there now is another, and was told of.</summary>
    internal void Replace(GuestDevice device)
    {
        lock (_gate)
        {
            if (!IsOpen(device))
            {
                return;
            }

            _open.Remove(device.Path);
            _replaced.Add(device.Path);
        }

        _signal.Set();
    }

    private bool IsOpen(GuestDevice device) => _open.TryGetValue(device.Path, out GuestDevice? open) && open == device;

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                Notice(await _watch.NextAsync(_over.Token).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (StoreException e)
        {
            _failure = e;
            _signal.Set();
        }
    }

    /// <summary>Something has changed. A device that is not open any more is watched by nobody else: its own node tells of another.</summary>
    private void Notice(string path)
    {
        lock (_gate)
        {
            string device = DeviceOf(path);
            if (path.Length > device.Length && _known.Contains(device))
            {
                // What stands below a device is its driver's affair.
                return;
            }

            if (path == Path)
            {
                // Or many have changed, and xenstore's events were too many to be kept apart.
                _replaced.UnionWith(_closed);
                _closed.Clear();
            }
            else if (_closed.Remove(path))
            {
                _replaced.Add(path);
            }
        }

        _signal.Set();
    }

    /// <summary>The device that a path is or lies below; the path itself where it lies above all devices.</summary>
    private string DeviceOf(string path)
    {
        int end = Path.Length;
        for (int parts = _side == DeviceSide.Frontend ? 1 : 2; parts > 0 && end >= 0 && end < path.Length; parts--)
        {
            end = path.IndexOf('/', end + 1);
        }

        return end < 0 || end >= path.Length ? path : path[..end];
    }

    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        HashSet<string> replaced;
        HashSet<string> known;
        lock (_gate)
        {
            // Before the look: what is replaced after it makes another.
            replaced = [.. _replaced];
            known = [.. _known];
            _replaced.Clear();
        }

        HashSet<string> found = [];
        foreach (string path in await ListDevicesAsync(cancellationToken).ConfigureAwait(false))
        {
            // A device without a state is one that the toolstack is still making.
            if ((known.Contains(path) && !replaced.Contains(path)) || await HasStateAsync(path, cancellationToken).ConfigureAwait(false))
            {
                found.Add(path);
            }
        }

        Compare(found, replaced);
    }

    private async ValueTask<List<string>> ListDevicesAsync(CancellationToken cancellationToken)
    {
        List<string> devices = [];
        foreach (string name in await ListAsync(Path, cancellationToken).ConfigureAwait(false))
        {
            if (_side == DeviceSide.Frontend)
            {
                devices.Add($"{Path}/{name}");
                continue;
            }

            // Backends have a folder for each domain that they serve.
            foreach (string device in await ListAsync($"{Path}/{name}", cancellationToken).ConfigureAwait(false))
            {
                devices.Add($"{Path}/{name}/{device}");
            }
        }

        return devices;
    }

    private async ValueTask<bool> HasStateAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await _bus.DoAsync(path, token => _bus.Store.ReadAsync($"{path}/state", default, token), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (XenbusException e) when (e.End is DeviceEnd.Removed or DeviceEnd.Refused)
        {
            return false;
        }
    }

    private void Compare(HashSet<string> found, HashSet<string> replaced)
    {
        lock (_gate)
        {
            foreach (string path in _known)
            {
                if (!found.Contains(path) || replaced.Contains(path))
                {
                    _open.Remove(path);
                    _closed.Remove(path);
                    _changes.Enqueue(new DeviceChange(path, IsThere: false));
                }
            }

            foreach (string path in found)
            {
                if (!_known.Contains(path) || replaced.Contains(path))
                {
                    _changes.Enqueue(new DeviceChange(path, IsThere: true));
                }
            }

            _known = found;
        }
    }

    private async ValueTask<string[]> ListAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _bus.DoAsync(path, token => _bus.Store.ListAsync(path, default, token), cancellationToken).ConfigureAwait(false);
        }
        catch (XenbusException e) when (e.End == DeviceEnd.Removed)
        {
            return [];
        }
    }
}

using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>A watch whose changes are awaited, one after the other.</summary>
/// <remarks>
/// A path that has changed again before it was taken is kept once; where <see cref="MostKept"/> paths wait, they become one
/// change of the watched path itself: anything below may have changed.
/// </remarks>
public sealed class GuestStoreWatch : StoreWatch, IAsyncDisposable
{
    /// <summary>How many changes are kept apart.</summary>
    public const int MostKept = 64;

    private readonly GuestStore _store;
    private readonly EventSignal _signal = new();
    private readonly List<string> _changed = [];
    private StoreFault _fault;

    internal GuestStoreWatch(GuestStore store, string path)
        : base(path) => _store = store;

    /// <summary>Waits for the next change. One wait at a time.</summary>
    /// <param name="cancellationToken">Ends the wait; no change is lost.</param>
    /// <returns>What has changed: the watched path or one below it.</returns>
    /// <exception cref="StoreException">The connection is over, or the watch was disposed of.</exception>
    public async ValueTask<string> NextAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            lock (_store.Gate)
            {
                if (_changed.Count != 0)
                {
                    string path = _changed[0];
                    _changed.RemoveAt(0);
                    return path;
                }

                if (_fault != StoreFault.None)
                {
                    throw new StoreException(Path, XenErrno.NotConnected, _fault);
                }
            }

            await _signal.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the watch back. A wait ends with <see cref="StoreFault.Closed"/>. A second time does nothing.</summary>
    /// <returns>Complete when xenstored has done so.</returns>
    public async ValueTask DisposeAsync()
    {
        bool isOpen;
        lock (_store.Gate)
        {
            isOpen = _fault == StoreFault.None;
            OnClosed(isOpen ? StoreFault.Closed : _fault);
        }

        if (isOpen)
        {
            await _store.UnwatchAsync(this).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override void OnChanged(ReadOnlySpan<byte> path)
    {
        if (_fault != StoreFault.None)
        {
            return;
        }

        string text = Encoding.Latin1.GetString(path);
        if (!_changed.Contains(text))
        {
            if (_changed.Count == MostKept)
            {
                _changed.Clear();
                text = Path;
            }

            _changed.Add(text);
        }

        _signal.Set();
    }

    /// <inheritdoc/>
    protected override void OnClosed(StoreFault fault)
    {
        _fault = fault;
        _signal.Set();
    }
}

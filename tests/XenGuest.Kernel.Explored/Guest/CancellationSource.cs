using System;
using XenGuest.Kernel.Explored;

namespace XenGuest;

/// <summary>Cancels the waits that have its token. Has room for one callback.</summary>
public sealed class CancellationSource
{
    private Action<object?>? _callback;
    private object? _state;
    private bool _runs;

    internal bool IsCancellationRequested { get; private set; }

    internal CancellationToken Token => new(this);

    internal void Cancel()
    {
        Schedule.Point();
        IsCancellationRequested = true;
        Action<object?>? callback = _callback;
        _callback = null;
        if (callback != null)
        {
            _runs = true;
            callback(_state);
            _runs = false;
        }
    }

    /// <summary>As .NET does, calls back at once where it was cancelled before.</summary>
    internal void Register(Action<object?> callback, object? state)
    {
        Schedule.Point();
        if (IsCancellationRequested)
        {
            callback(state);
        }
        else
        {
            _callback = callback;
            _state = state;
        }
    }

    /// <summary>As .NET does, waits for a callback that runs.</summary>
    internal void Unregister()
    {
        Schedule.Point();
        _callback = null;
        Schedule.WaitUntil(() => !_runs);
    }
}

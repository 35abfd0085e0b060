using System;

namespace XenGuest;

/// <summary>Stands in for .NET's, which would block the schedule's threads for real.</summary>
/// <param name="source">Who cancels; null for a token that nobody cancels.</param>
public readonly struct CancellationToken(CancellationSource? source)
{
    private readonly CancellationSource? _source = source;

    internal bool CanBeCanceled => _source != null;

    public static implicit operator System.Threading.CancellationToken(CancellationToken token) =>
        new(canceled: token._source is { IsCancellationRequested: true });

    internal void ThrowIfCancellationRequested()
    {
        if (_source is { IsCancellationRequested: true })
        {
            throw new OperationCanceledException();
        }
    }

    internal CancellationTokenRegistration UnsafeRegister(Action<object?> callback, object? state)
    {
        _source!.Register(callback, state);
        return new CancellationTokenRegistration(_source);
    }
}

using System.Threading;

namespace XenGuest.Guest.Tests.Events;

/// <summary>Counts what it is given, and runs it at once.</summary>
internal sealed class RecordingContext : SynchronizationContext
{
    private int _posts;

    internal int Posts => Volatile.Read(ref _posts);

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _posts);
        d(state);
    }
}

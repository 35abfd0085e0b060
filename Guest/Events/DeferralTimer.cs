using System;
using System.Threading;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Tells Kernel when the time of channels that nobody had any use for is over.</summary>
internal sealed class DeferralTimer : IDisposable
{
    private readonly DeferredChannels _deferred;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private ulong _armedFor = DeferredChannels.Never;

    internal DeferralTimer(DeferredChannels deferred, TimeProvider time)
    {
        _deferred = deferred;
        _time = time;
        _start = time.GetTimestamp();

        // Made now: an event thread that finds a storm allocates nothing.
        _timer = time.CreateTimer(static timer => ((DeferralTimer)timer!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Held while events are let through: hypercalls. Event threads never take it.</summary>
    internal Lock Releasing { get; } = new();

    public void Dispose() => _timer.Dispose();

    /// <summary>An event on the channel was of no use to anybody.</summary>
    internal void ReportSpurious(EventChannel channel) => ArmFor(channel.Consumed(EventUse.Spurious, Now()));

    private void Release()
    {
        lock (_lock)
        {
            _armedFor = DeferredChannels.Never;
        }

        lock (Releasing)
        {
            ArmFor(_deferred.Release(Now()));
        }
    }

    private void ArmFor(ulong moment)
    {
        if (moment == DeferredChannels.Never)
        {
            return;
        }

        lock (_lock)
        {
            if (moment < _armedFor)
            {
                _armedFor = moment;
                ulong now = Now();
                ulong nanoseconds = moment > now ? moment - now : 0;

                // Rounded up: at its moment, and not before.
                _timer.Change(TimeSpan.FromMilliseconds((nanoseconds + 999_999) / 1_000_000), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private ulong Now() => (ulong)_time.GetElapsedTime(_start).Ticks * TimeSpan.NanosecondsPerTick;
}

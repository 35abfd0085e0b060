using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>An event channel whose events are awaited.</summary>
/// <remarks>
/// It comes unmasked. One wait at a time; <see cref="WaitAsync"/> takes every event that arrived since the last wait was taken, so
/// a loop that waits, then looks at what the other side left, then waits again misses nothing.
/// While the domain is being suspended its members wait until it goes on. One that was restored has another port, and an event: what
/// was left before must be looked for once more. A channel that is connected to another domain is closed then.
/// </remarks>
public sealed class GuestEventChannel : IDisposable
{
    private static readonly TimeSpan s_timeToFinish = TimeSpan.FromSeconds(1);

    private readonly EventSignal _signal = new();
    private readonly GuestEventChannels _owner;
    private EventChannel _channel = null!;
    private bool _lastWasSpurious;
    private ConsumerAffinity _affinity;

    internal GuestEventChannel(GuestEventChannels owner) => _owner = owner;

    /// <summary>The local port.</summary>
    public EventPort Port => _channel.Port;

    /// <summary>The vCPU whose event thread handles its events.</summary>
    public VcpuId Vcpu => _channel.Vcpu;

    /// <summary>Whether an event waits in memory shared with Xen.</summary>
    public bool IsPending => _channel.IsPending;

    /// <summary>Whether events are held back, by whomever.</summary>
    public bool IsMasked => _channel.IsMasked;

    /// <summary>Whether events are held back for a time because nobody had any use for those before.</summary>
    public bool IsDeferred => _channel.IsDeferred;

    internal bool IsOpen => _channel.IsOpen;

    /// <summary>Waits for the next event.</summary>
    /// <param name="cancellationToken">Ends the wait without an event; none is lost.</param>
    /// <returns>Complete when an event has arrived that no wait has taken.</returns>
    /// <exception cref="InvalidOperationException">Another wait is not over.</exception>
    /// <exception cref="ObjectDisposedException">The channel is closed, or was closed meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// Allocates nothing. The code behind the wait runs on the thread pool, never on the event thread: it may block.
    /// Events that keep coming while nobody waits are held back for a time after
    /// <see cref="DeferredChannels.SpuriousInARow"/> of them; a wait ends that at once.
    /// With several vCPUs a channel that may move goes to the one on which it is waited for again and again, with one hypercall.
    /// </remarks>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        // Whoever waits again has done what the last event was about, unless it says that there was nothing to do.
        if (!_lastWasSpurious)
        {
            _channel.Consumed(EventUse.Handled, 0);
        }

        _lastWasSpurious = false;
        if (_owner.CurrentVcpu is { } current)
        {
            _affinity.Waits(current, _channel, _signal);
        }

        return _signal.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Says that there was nothing to do for the event that the last wait took. After <see cref="DeferredChannels.SpuriousInARow"/>
    /// of that kind in a row events are held back for a time that doubles, up to a second, until one is of use.
    /// </summary>
    /// <remarks>Context: between two waits. None is lost: one that is held back is delivered in the end.</remarks>
    public void ReportSpurious()
    {
        _lastWasSpurious = true;
        _owner.DeferralTimer.ReportSpurious(_channel);
    }

    /// <summary>Raises an event at the other end. One hypercall.</summary>
    /// <exception cref="XenException">Xen refused: the channel is closed, or bound to an interrupt of Xen.</exception>
    public void Notify()
    {
        XenErrno error = _channel.Notify();
        while (_owner.MustRepeat(error))
        {
            error = _channel.Notify();
        }

        XenException.ThrowIfFailed(error, "notifying");
    }

    /// <summary>Holds events back; they stay pending. No hypercall.</summary>
    /// <exception cref="XenException">The channel is closed.</exception>
    public void Mask()
    {
        XenErrno error = _channel.Mask();
        while (_owner.MustRepeat(error))
        {
            error = _channel.Mask();
        }

        XenException.ThrowIfFailed(error, "masking");
    }

    /// <summary>Lets events through, the one that waits first. No hypercall, or one where an event waits.</summary>
    /// <exception cref="XenException">The channel is closed.</exception>
    public void Unmask()
    {
        XenErrno error = _channel.Unmask();
        while (_owner.MustRepeat(error))
        {
            error = _channel.Unmask();
        }

        XenException.ThrowIfFailed(error, "unmasking");
    }

    /// <summary>Asks Xen what the port is bound to. One hypercall.</summary>
    /// <returns>What Xen says.</returns>
    /// <exception cref="XenException">The channel is closed.</exception>
    public PortStatus GetStatus()
    {
        XenResult<PortStatus> status = _channel.GetStatus();
        while (_owner.MustRepeat(status.Error))
        {
            status = _channel.GetStatus();
        }

        return XenException.ValueOrThrow(status, "asking for the status");
    }

    /// <summary>Moves the channel to another vCPU. From then on it no longer follows whoever waits for its events.</summary>
    /// <param name="vcpu">The vCPU whose event thread is to handle its events.</param>
    /// <exception cref="XenException">No thread of this program handles events on that vCPU, or Xen refused: the channel stays where it
    /// was bound, or is closed.</exception>
    /// <remarks>Where the event thread has an event of the channel in hand, this lets it finish, for a second at most.</remarks>
    public void BindVcpu(VcpuId vcpu)
    {
        const string Operation = "moving to another vCPU";
        _owner.Demand(vcpu, Operation);
        lock (_signal)
        {
            long start = Stopwatch.GetTimestamp();
            XenErrno error = _channel.BindVcpu(vcpu);
            while (_owner.MustRepeat(error) || (error == XenErrno.Busy && Stopwatch.GetElapsedTime(start) < s_timeToFinish))
            {
                Thread.Yield();
                error = _channel.BindVcpu(vcpu);
            }

            XenException.ThrowIfFailed(error, Operation);
            _affinity.Stay();
        }
    }

    /// <summary>Closes the channel; a wait ends with <see cref="ObjectDisposedException"/>. A second time does nothing.</summary>
    public void Dispose()
    {
        _owner.Remove(this);
        Close();
    }

    /// <summary>Joins the channel whose handler is <see cref="OnEvent"/>, before it is unmasked.</summary>
    internal void Attach(EventChannel channel) => _channel = channel;

    /// <summary>The handler: runs on the event thread.</summary>
    internal void OnEvent(EventPort port)
    {
        bool nobodyTakesThem = _signal.IsKept;
        _signal.Set();
        if (nobodyTakesThem)
        {
            _owner.DeferralTimer.ReportSpurious(_channel);
        }
    }

    /// <summary>As <see cref="Dispose"/>, where Xen may have closed the port by itself.</summary>
    internal void Close()
    {
        _channel.Close();
        _signal.Close();
    }
}

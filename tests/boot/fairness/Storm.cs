using System;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Fairness;

/// <summary>A port that is raised without end, and another that is raised now and then: how long does that one wait?</summary>
internal sealed class Storm : IDisposable
{
    private const int Never = -1;
    private const int Sending = -2;

    private readonly EventChannel _storm;
    private readonly EventChannel _other;
    private readonly bool _feedsItself;
    private bool _stop;
    private int _events;
    private int _raisedAt = Never;
    private int _longest;
    private int _arrivals;

    /// <summary>Both on vCPU 0.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="feed">Who raises the storm's port.</param>
    public Storm(GuestDomain domain, StormFeed feed)
    {
        _feedsItself = feed == StormFeed.ItsOwnHandler;
        _storm = Arrivals.BindIpi(domain, OnStorm);
        _other = Arrivals.BindIpi(domain, OnOther);
    }

    /// <summary>How often the storm's handler ran.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>How often the other port's handler ran.</summary>
    public int Arrived => Volatile.Read(ref _arrivals);

    /// <summary>How often at most the storm's handler ran between a raise of the other port and its handler.</summary>
    public int Longest => Volatile.Read(ref _longest);

    /// <summary>Gives the two ports priorities, where the event ABI has them.</summary>
    public XenErrno SetPriorities(uint storm, uint other)
    {
        XenErrno error = _storm.SetPriority(storm);
        return error == XenErrno.None ? _other.SetPriority(other) : error;
    }

    public void Send() => _storm.Notify();

    /// <summary>Raises the other port, if it does not wait already.</summary>
    public void SendOther()
    {
        if (Interlocked.CompareExchange(ref _raisedAt, Sending, Never) == Never)
        {
            _other.Notify();

            // Read after the raise, so that nothing counts that came before it. If its handler ran already, nothing came between.
            int events = Events;
            Interlocked.CompareExchange(ref _raisedAt, events, Sending);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, true);
        _storm.Close();
        _other.Close();
    }

    private void OnStorm(EventPort port)
    {
        Volatile.Write(ref _events, _events + 1);
        if (!_feedsItself || Volatile.Read(ref _stop))
        {
            return;
        }

        // On the event thread itself nothing comes between the count and the raise.
        if (_events % 5 == 0 && _raisedAt == Never)
        {
            _raisedAt = _events;
            _other.Notify();
        }

        _storm.Notify();
    }

    private void OnOther(EventPort port)
    {
        int raisedAt = Interlocked.Exchange(ref _raisedAt, Never);
        if (raisedAt >= 0)
        {
            _longest = Math.Max(_longest, _events - raisedAt);
        }

        Volatile.Write(ref _arrivals, _arrivals + 1);
    }
}

using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>One life of one end of a device: what it has said, what its peer says, and whether that can be.</summary>
/// <remarks>
/// <para>A host feeds it what stands in xenstore, this end's own state and the peer's, whenever a watch says that one may have
/// changed, and the time; it writes to xenstore what <see cref="Move"/> has allowed. Neither the peer nor the toolstack is
/// trusted: whatever they do ends in one <see cref="End"/>, the first that was found, and none of it throws.</para>
/// <para>A peer that is found closed or closing at first has not begun its new life yet, and is waited for.</para>
/// <para>Context: one thread at a time. Nothing allocates, nothing waits. Times are of any one clock that does not go back.</para>
/// </remarks>
public sealed class DeviceHandshake
{
    private XenbusStates _awaited;
    private long _deadline = long.MaxValue;
    private PeerLife _life;
    private bool _makesNoSense;

    /// <summary>What this end has said.</summary>
    public XenbusState Own { get; private set; }

    /// <summary>What the peer has said last; <see cref="XenbusState.Unknown"/> also where that is gone, or makes no sense.</summary>
    public XenbusState Peer { get; private set; }

    /// <summary>Why this life is over or has to be ended. The first reason stays, but a removal comes before all others.</summary>
    public DeviceEnd End { get; private set; }

    /// <summary>Whether the nodes in xenstore are still this end's to write.</summary>
    public bool IsOwned => !IsRemoval(End);

    /// <summary>Whether the peer is, in this life, in one of the states of <see cref="Await"/>.</summary>
    public bool IsMet => _life == PeerLife.Current && (XenbusProtocol.SetOf(Peer) & _awaited) != 0;

    /// <summary>The time at which <see cref="Elapse"/> is to be called; <see cref="long.MaxValue"/> where nothing is awaited.</summary>
    public long Deadline => IsMet ? long.MaxValue : _deadline;

    /// <summary>This end wants to say something: to write it to xenstore is the caller's.</summary>
    /// <param name="state">The state.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: it does not follow the last, or is the same;
    /// <see cref="XenErrno.NotFound"/>: the device is not there any more.</returns>
    public XenErrno Move(XenbusState state)
    {
        if (!IsOwned)
        {
            return XenErrno.NotFound;
        }

        if (state == Own || !XenbusProtocol.MayFollow(Own, state))
        {
            return XenErrno.InvalidArgument;
        }

        Own = state;
        return XenErrno.None;
    }

    /// <summary>Whether the peer is in one of some states, of this life or the last.</summary>
    /// <param name="states">The states.</param>
    /// <returns>Whether it is; not before it was observed once, and not while what it says makes no sense.</returns>
    public bool IsPeerIn(XenbusStates states) => _life != PeerLife.Unseen && !_makesNoSense && (XenbusProtocol.SetOf(Peer) & states) != 0;

    /// <summary>The peer is to get to one of some states by a time.</summary>
    /// <param name="states">The states.</param>
    /// <param name="deadline">The time.</param>
    public void Await(XenbusStates states, long deadline)
    {
        _awaited = states;
        _deadline = deadline;
    }

    /// <summary>It is now that late.</summary>
    /// <param name="now">The time.</param>
    public void Elapse(long now)
    {
        if (now >= Deadline)
        {
            EndWith(DeviceEnd.Stalled);
        }
    }

    /// <summary>The peer's state has a value.</summary>
    /// <param name="value">The value, as it is.</param>
    public void ObservePeer(ReadOnlySpan<byte> value)
    {
        _makesNoSense = !XenbusProtocol.TryParse(value, out XenbusState state);
        if (_makesNoSense)
        {
            Peer = XenbusState.Unknown;
            EndWith(DeviceEnd.MalformedState);
            return;
        }

        bool isEnding = state is XenbusState.Closing or XenbusState.Closed;
        if (_life != PeerLife.Current && isEnding)
        {
            _life = PeerLife.Last;
        }
        else
        {
            bool mayFollow = _life != PeerLife.Current || XenbusProtocol.MayFollow(Peer, state);
            EndWith(!mayFollow ? DeviceEnd.Backwards : isEnding ? DeviceEnd.PeerClosed : DeviceEnd.None);
            _life = PeerLife.Current;
        }

        Peer = state;
    }

    /// <summary>The peer has no state: it is not there yet, or not any more.</summary>
    public void ObservePeerAbsent()
    {
        // One that had closed in this life has ended it before.
        bool wasThere = _life == PeerLife.Current && Peer != XenbusState.Unknown;
        _life = PeerLife.Current;
        _makesNoSense = false;
        Peer = XenbusState.Unknown;
        EndWith(wasThere ? DeviceEnd.PeerGone : DeviceEnd.None);
    }

    /// <summary>This end's own state has a value in xenstore.</summary>
    /// <param name="written">What this end had said when it asked for the value: it may have said more since.</param>
    /// <param name="value">The value.</param>
    public void ObserveOwn(XenbusState written, ReadOnlySpan<byte> value)
    {
        bool isState = XenbusProtocol.TryParse(value, out XenbusState state);
        if (written != XenbusState.Unknown && !(isState && state == written))
        {
            EndWith(isState && state == XenbusState.Closing ? DeviceEnd.CloseRequested : DeviceEnd.Replaced);
        }
    }

    /// <summary>This end's own state is not there any more.</summary>
    public void ObserveOwnAbsent() => EndWith(DeviceEnd.Removed);

    /// <summary>It ends for a reason that the host has found.</summary>
    /// <param name="end">The reason; <see cref="DeviceEnd.None"/> is none.</param>
    public void EndWith(DeviceEnd end)
    {
        if (IsRemoval(end) ? IsOwned : End == DeviceEnd.None)
        {
            End = end;
        }
    }

    private static bool IsRemoval(DeviceEnd end) => end is DeviceEnd.Removed or DeviceEnd.Replaced or DeviceEnd.Restored;

    private enum PeerLife
    {
        Unseen,
        Last,
        Current,
    }
}

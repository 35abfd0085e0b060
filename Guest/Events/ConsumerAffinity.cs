using System;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Moves a channel to the vCPU on which its events are consumed, so that one vCPU takes the upcall and does the work.</summary>
/// <remarks>
/// One consumer at a time calls it. Where the consumer is costs a call of the machine, so it is asked for now and then only; moving
/// costs a hypercall, so the consumer must have been there for a while.
/// </remarks>
internal struct ConsumerAffinity
{
    /// <summary>Where the consumer is, is looked at once in so many waits.</summary>
    internal const int WaitsPerLook = 8;

    /// <summary>So many looks in a row must find it on the same other vCPU.</summary>
    internal const int LooksInARow = 4;

    private uint _seenOn;
    private int _waits;
    private int _inARow;
    private bool _stays;

    /// <summary>The consumer waits for the next event.</summary>
    /// <param name="currentVcpu">Where it runs.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="gate">Held by who moves the channel: the program's wish comes last.</param>
    internal void Waits(Func<uint> currentVcpu, EventChannel channel, object gate)
    {
        if (_stays || ++_waits % WaitsPerLook != 0)
        {
            return;
        }

        uint here = currentVcpu();
        _inARow = channel.Vcpu.Value == here ? 0 : _seenOn == here ? _inARow + 1 : 1;
        _seenOn = here;
        if (_inARow < LooksInARow)
        {
            return;
        }

        _inARow = 0;
        lock (gate)
        {
            // Busy: its handler is running; some waits later it is tried again, as where the domain is being suspended.
            // What belongs to one vCPU stays there.
            _stays = _stays || channel.BindVcpu(new VcpuId(here)) is not (XenErrno.None or XenErrno.Busy or XenErrno.TryAgain);
        }
    }

    /// <summary>The program has said where the channel shall be.</summary>
    internal void Stay() => _stays = true;
}

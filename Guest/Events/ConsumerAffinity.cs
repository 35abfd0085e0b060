using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>Moves a channel to the vCPU on which its events are consumed, so that one vCPU takes the upcall and does the work.</summary>
/// <remarks>One consumer at a time calls it. Moving costs a hypercall, so the consumer must have been there for a while.</remarks>
internal struct ConsumerAffinity
{
    /// <summary>So many waits in a row must begin on the same other vCPU.</summary>
    internal const int WaitsInARow = 32;

    private uint _seenOn;
    private int _inARow;
    private bool _stays;

    /// <summary>The consumer waits for the next event, on a vCPU.</summary>
    internal void WaitsOn(uint vcpu, EventChannel channel)
    {
        if (_stays || channel.Vcpu.Value == vcpu)
        {
            _inARow = 0;
            return;
        }

        _inARow = _seenOn == vcpu ? _inARow + 1 : 1;
        _seenOn = vcpu;
        if (_inARow < WaitsInARow)
        {
            return;
        }

        // Busy: its handler is running; some waits later it is tried again. What belongs to one vCPU stays there.
        _inARow = 0;
        _stays = channel.BindVcpu(new VcpuId(vcpu)) is not (XenErrno.None or XenErrno.Busy);
    }

    /// <summary>The program has said where the channel shall be.</summary>
    internal void Stay() => _stays = true;
}

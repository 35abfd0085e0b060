using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Explored;

/// <summary>A channel of a scenario, and what must hold of it.</summary>
internal sealed class Receiver(Func<VcpuId> currentVcpu, Func<bool> isClosedInXen)
{
    private EventChannel? _channel;
    private int _raised;
    private int _seen;
    private int _late;
    private bool _isClosed;
    private bool _isInside;

    internal EventChannel Channel
    {
        get => _channel!;
        set => _channel = value;
    }

    internal ulong State => FieldsHash.Of(this);

    internal void Raise(Action notify)
    {
        Schedule.Point();
        _raised++;
        notify();
    }

    internal void Close()
    {
        Channel.Close();
        _isClosed = true;
    }

    internal void TakeEvent()
    {
        _late += _isClosed ? 1 : 0;
        Require(!_isInside, "The handler runs twice at once.");
        Require(_late <= 1, "The handler was called again after Close had returned.");
        Require(!isClosedInXen(), "The handler was called after the port was closed in Xen.");
        Require(_channel == null || _channel.Vcpu == currentVcpu(), "The handler runs on another vCPU's event thread.");
        _seen = _raised;
        _isInside = true;
        Schedule.Point();
        _isInside = false;
    }

    internal void Check(EventPorts ports)
    {
        Require(isClosedInXen() == _isClosed, "The port is not closed in Xen.");
        Require(_isClosed || !Channel.IsMasked, "An unmasked channel stayed masked.");
        Require(Channel.IsMasked == ports.IsMasked(Channel.Port), "Xen does not see the mask that is wanted.");
        Require(_isClosed || _seen == _raised, "An event was lost.");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}

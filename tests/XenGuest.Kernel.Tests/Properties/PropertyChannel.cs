using System;
using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Tests.Properties;

/// <summary>A channel under random operations, and what one bit of memory would say of it.</summary>
internal sealed class PropertyChannel
{
    private readonly ModelGuest<ulong> _guest;
    private readonly Action<PropertyChannel> _afterwards;
    private readonly EventChannel _sender;
    private bool _isInside;

    internal PropertyChannel(ModelGuest<ulong> guest, Action<PropertyChannel> afterwards)
    {
        _guest = guest;
        _afterwards = afterwards;
        _sender = guest.Binder.AllocateUnbound(DomainId.Self, _ => { }).Value;
        Receiver = Bind();
    }

    internal EventChannel Receiver { get; private set; }

    internal bool IsMasked { get; private set; }

    /// <summary>Whether an event waits: one bit, so several raises are one.</summary>
    internal bool Waits { get; private set; }

    /// <summary>How often the handler had to be called, and how often it was.</summary>
    internal int Expected { get; private set; }

    internal int Delivered { get; private set; }

    internal bool WasDeliveredWrongly { get; private set; }

    internal void Raise()
    {
        Waits = true;
        _sender.Notify();
    }

    internal void Mask()
    {
        IsMasked = true;
        Receiver.Mask();
    }

    internal void Unmask()
    {
        IsMasked = false;
        Receiver.Unmask();
    }

    internal void Move() => Receiver.BindVcpu(new VcpuId(1 - Receiver.Vcpu.Value));

    internal void CloseAndBindAnew()
    {
        Receiver.Close();
        BindIfClosed();
    }

    /// <summary>Binds a channel that its own handler closed: the port is closed in Xen when the handler has returned.</summary>
    internal void BindIfClosed()
    {
        if (!Receiver.IsOpen && !_isInside)
        {
            Receiver = Bind();
        }
    }

    /// <summary>What a dispatch of every vCPU does to a channel whose handler does nothing.</summary>
    internal void ExpectDispatch()
    {
        if (Waits && !IsMasked)
        {
            Waits = false;
            Expected++;
        }
    }

    internal void TakeEvent() => Waits = false;

    private EventChannel Bind()
    {
        // The new end has an event waiting, and is masked.
        Waits = true;
        IsMasked = true;
        EventChannel? own = null;
        own = _guest.Binder.BindInterdomain(DomainId.Self, _sender.Port, port =>
        {
            Delivered++;
            WasDeliveredWrongly |= own != Receiver || IsMasked || port != Receiver.Port;
            _isInside = true;
            _afterwards(this);
            _isInside = false;
        }).Value;
        return own;
    }
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <content>How a channel stands still while its domain is suspended, and is bound again where that was restored.</content>
public sealed partial class EventChannel
{
    /// <summary>Whether nobody is inside a member or the handler, and nobody enters.</summary>
    internal bool IsStill => _gate.IsStill;

    /// <summary>Why a member does nothing.</summary>
    private XenErrno Refusal => _gate.IsOpen ? XenErrno.TryAgain : XenErrno.InvalidArgument;

    /// <summary>Lets nobody in any more, until <see cref="Thaw"/>.</summary>
    /// <returns>Whether it is this that froze it; otherwise the channel is on its way to be closed.</returns>
    internal bool TryFreeze() => _gate.TryFreeze();

    /// <summary>Lets others in; closes the port if somebody has closed the channel meanwhile.</summary>
    internal void Thaw()
    {
        if (_gate.Thaw())
        {
            CloseInXen();
        }
    }

    /// <summary>Takes over a new port that is bound to the same as the old, and raises an event there. The channel is still.</summary>
    /// <returns>As <see cref="EventChannelTable.Add"/>, and then nothing was done.</returns>
    internal XenErrno TakePort(EventPort port, EventBinding binding)
    {
        Port = port;
        Binding = binding;
        XenErrno error = _channels.Add(this);
        if (error != XenErrno.None)
        {
            return error;
        }

        // What does not go where it was stays where Xen has bound it: its events come, on another vCPU's thread or in another order.
        if (Vcpu != Binding.Vcpu && _operations.BindVcpu(port, Vcpu) != XenErrno.None)
        {
            _gate.Place(Binding.Vcpu);
        }

        if (_priority != FifoEvents.DefaultPriority)
        {
            _operations.SetPriority(port, _priority);
        }

        // Whoever waits for something has to look whether it has come: no event was kept from before. Pending before it is unmasked,
        // so that Xen makes the upcall.
        _ports.SetMask(port);
        _ports.Raise(port);
        if (!_mask.IsSet)
        {
            _operations.Unmask(port);
        }

        return XenErrno.None;
    }

    /// <summary>Takes the channel, which is still, out of the table, before its port is another's.</summary>
    internal void LeavePort() => _channels.Remove(this);

    /// <summary>Ends the channel, which is still and in no table: there is nothing that it could be bound to again.</summary>
    internal void Lose() => _gate.Abandon();
}

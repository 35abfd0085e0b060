using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <content>What event threads do with a channel.</content>
public sealed partial class EventChannel
{
    /// <summary>Calls the handler if an event waits that is this vCPU's to deliver.</summary>
    /// <returns>Whether the handler was called.</returns>
    internal bool Deliver(VcpuId vcpu)
    {
        if (!_gate.TryEnterToDeliver(vcpu))
        {
            return false;
        }

        // What the dispatcher saw may be over: the port is looked at again. A masked port keeps its event.
        // The event is taken before the handler runs, or one raised while it runs would be taken with it and be lost.
        bool deliver = !_mask.IsSet && _ports.Acknowledge(Port);
        if (deliver)
        {
            _handler(Port);
            _delivered++;
        }

        if (_gate.LeaveAlone())
        {
            CloseInXen();
        }

        return deliver;
    }

    /// <summary>
    /// Has Xen raise the event that waits once more, if it was found on another vCPU than the channel's, and nothing tells that one.
    /// </summary>
    /// <remarks>
    /// 1. Xen takes the vCPU that an event is for before it raises it, and moves a port in between: evtchn_send holds no lock
    ///    that evtchn_bind_vcpu takes. Under the FIFO ABI an event may also have been queued here long before.
    /// 2. Whoever moved the channel has found nothing to raise again, if the event came after that look.
    /// 3. The event is pending now, so Xen raises no other: without this the channel would be silent for ever.
    /// </remarks>
    internal void Forward(VcpuId vcpu)
    {
        // A channel that never moved cannot have been raised elsewhere than where it is: the word has the ports of several vCPUs.
        // Whoever is moving the channel looks for its event afterwards. Before that Xen would raise it here again and again.
        if (_gate.IsElsewhere(vcpu) && _hasMoved && !_ports.IsSelected(Port, Vcpu) && _gate.TryEnter())
        {
            if (!_mask.IsSet)
            {
                Settle();
            }

            Leave();
        }
    }
}

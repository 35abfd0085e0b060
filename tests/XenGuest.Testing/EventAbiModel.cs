using XenGuest.Hypercall;

namespace XenGuest.Testing;

/// <summary>What Xen does to the words that hold a domain's ports, in the event ABI in use, in Xen's order.</summary>
/// <remarks>
/// All run with the lock of the ports held; the guest changes the same words meanwhile.
/// Xen: struct evtchn_port_ops and its callers, xen/include/xen/event.h.
/// </remarks>
internal abstract class EventAbiModel
{
    /// <summary>How many ports the ABI has, port 0 included. Xen: max_evtchns.</summary>
    internal abstract uint PortCount { get; }

    /// <summary>Readies a port that is being bound. Xen: evtchn_port_init.</summary>
    internal abstract void Initialize(ModelPort port);

    /// <summary>Xen: evtchn_port_set_pending.</summary>
    internal void SetPending(uint vcpu, ModelPort port)
    {
        if (port.IsUsable)
        {
            Raise(vcpu, port);
        }
    }

    /// <summary>Xen: evtchn_port_clear_pending.</summary>
    internal void ClearPending(ModelPort port)
    {
        if (port.IsUsable)
        {
            Forget(port);
        }
    }

    /// <summary>Xen: evtchn_port_unmask.</summary>
    internal void Unmask(ModelPort port)
    {
        if (port.IsUsable)
        {
            LetThrough(port);
        }
    }

    /// <summary>Whether the pending bit of a port is set, whatever the port is bound to.</summary>
    internal abstract bool IsPending(uint port);

    /// <summary>Whether the mask bit of a port is set, whatever the port is bound to.</summary>
    internal abstract bool IsMasked(uint port);

    /// <summary>Whether a closed port cannot be bound yet. Xen: evtchn_is_busy.</summary>
    internal abstract bool IsBusy(ModelPort port);

    /// <summary>Xen: evtchn_port_set_priority.</summary>
    internal abstract XenErrno SetPriority(ModelPort port, uint priority);

    private protected abstract void Raise(uint vcpu, ModelPort port);

    private protected abstract void Forget(ModelPort port);

    private protected abstract void LetThrough(ModelPort port);
}

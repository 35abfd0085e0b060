using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Finds the events of one vCPU and calls their channels' handlers.</summary>
/// <remarks>
/// One for each vCPU, used by that vCPU's event thread only. The event thread's loop is
/// <code>
/// for (;;)
/// {
///     n = upcall count;
///     while (dispatcher.Dispatch()) { let other threads run; }
///     wait while upcall count == n;
/// }
/// </code>
/// where the count is incremented, after evtchn_upcall_pending was cleared, by whatever takes the upcall. The count is
/// read before the events are looked for, so nothing that arrives between the look and the wait can be missed.
/// There are two implementations with one contract, one for each event ABI.
/// </remarks>
public abstract class UpcallDispatcher
{
    private readonly EventPorts _ports;
    private readonly EventChannelTable _channels;
    private int _dispatching;

    private protected UpcallDispatcher(VcpuId vcpu, EventPorts ports, EventChannelTable channels)
    {
        Vcpu = vcpu;
        _ports = ports;
        _channels = channels;
    }

    /// <summary>The vCPU whose events these are.</summary>
    public VcpuId Vcpu { get; }

    /// <summary>How many events were given to a handler; wraps around.</summary>
    public ulong Delivered { get; private set; }

    /// <summary>
    /// How often an event waited, unmasked, on a port to which no channel belongs; wraps around. Such a port is left as
    /// it is: while its event waits Xen raises no other, and whoever binds the port later finds it.
    /// </summary>
    public ulong Unclaimed { get; private set; }

    /// <summary>The port of the last event that was given to a handler; 0 where there was none.</summary>
    public ulong LastPort { get; private set; }

    /// <summary>Calls the handlers of the events that wait on this vCPU, for a bounded number of steps.</summary>
    /// <returns>
    /// Whether work may remain: then call again before waiting, and let other threads run in between. Otherwise every
    /// event raised from now on makes an upcall.
    /// </returns>
    /// <exception cref="System.InvalidOperationException">It runs already: another thread, or a handler, called it.</exception>
    /// <remarks>
    /// Context: the vCPU's event thread. Allocates nothing and makes no hypercall, but one to close each channel whose
    /// closing waited for its handler to return, and one for an event that is found here although its channel has moved to
    /// another vCPU, which nothing has told of it.
    /// A port that is raised again and again does not keep others from their turn: between the moment in which an event is
    /// raised and the call of its handler, any other port is handled at most twice; under the FIFO ABI ports of higher
    /// priorities <see cref="FifoQueues.EventsInARow"/> times for each lower one that waits.
    /// </remarks>
    public bool Dispatch()
    {
        if (Atomic.Exchange(ref _dispatching, 1) != 0)
        {
            Misuse.DispatchEnteredTwice();
        }

        bool more = Scan();
        Atomic.Store(ref _dispatching, 0);
        return more;
    }

    /// <summary>One bounded run over the events, as <see cref="Dispatch"/> promises it.</summary>
    private protected abstract bool Scan();

    /// <summary>Gives the event of one port to its channel.</summary>
    private protected void Deliver(EventPort port)
    {
        EventChannel? channel = _channels.Find(port);
        if (channel != null)
        {
            if (channel.Deliver(Vcpu))
            {
                Delivered++;
                LastPort = port.Value;
            }
            else
            {
                channel.Forward(Vcpu);
            }
        }
        else if (_ports.IsPending(port) && !_ports.IsMasked(port))
        {
            Unclaimed++;
        }
    }
}

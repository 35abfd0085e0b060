using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>An event channel of this domain: the bound end, its handler, and what can be done with it.</summary>
/// <remarks>
/// <para>A channel comes masked from <see cref="EventChannelBinder"/>: whoever bound it unmasks it when it is ready.</para>
/// <para>Any thread may call any member at any time, the handler included. Nothing waits for another thread. The rules:</para>
/// <para>· The handler runs on the event thread of the channel's vCPU only, and never twice at the same time.</para>
/// <para>· After <see cref="Close"/> no member reaches Xen any more. The handler is not called again but for an event that
/// the event thread had taken already: at most once, and not at all if it is the event thread that closed. The port is
/// closed in Xen as soon as nobody is inside a member or the handler: at once, or by the last one out. So a port that Xen
/// gives to somebody else is never touched on behalf of its last owner.</para>
/// <para>· After <see cref="Mask"/> events stay pending, but for one that the event thread had taken already.</para>
/// <para>· An event that is raised while the channel is unmasked, or that waits when it is unmasked, is followed by a
/// call of the handler that begins after it, unless the channel is masked or closed first.</para>
/// <para>· <see cref="Mask"/> and <see cref="Unmask"/> of one channel by several threads at once leave it masked or unmasked
/// as one of them wanted, in shared memory too.</para>
/// <para>· While the domain is being suspended every member but <see cref="Close"/> answers <see cref="XenErrno.TryAgain"/> and does
/// nothing; see <see cref="EventChannelBinder.TryStandStill"/>.</para>
/// <para>No member but the binding allocates.</para>
/// </remarks>
public sealed partial class EventChannel
{
    private readonly EventChannelOperations _operations;
    private readonly EventPorts _ports;
    private readonly EventChannelTable _channels;
    private readonly EventChannelHandler _handler;
    private ulong _delivered;
    private bool _hasMoved;
    private uint _priority = FifoEvents.DefaultPriority;
    private ChannelGate _gate;
    private ChannelMask _mask;

    internal EventChannel(
        EventPort port,
        EventBinding binding,
        EventChannelHandler handler,
        EventChannelOperations operations,
        EventPorts ports,
        EventChannelTable channels,
        DeferredChannels deferred)
    {
        Port = port;
        Binding = binding;
        _handler = handler;
        _operations = operations;
        _ports = ports;
        _channels = channels;
        _deferred = deferred;
        _gate = new ChannelGate(binding.Vcpu);
        _mask = new ChannelMask(ChannelMask.Wanted);
    }

    /// <summary>The local port. Once the channel is closed it may belong to another; a restored domain has another.</summary>
    public EventPort Port { get; private set; }

    /// <summary>The vCPU on whose event thread the handler runs.</summary>
    public VcpuId Vcpu => _gate.DeliveringVcpu;

    internal EventBinding Binding { get; private set; }

    /// <summary>Whether nobody has closed the channel.</summary>
    public bool IsOpen => _gate.IsOpen;

    /// <summary>How often the handler has run to its end; wraps around. Read beside the event thread it may be late.</summary>
    public ulong Delivered => _delivered;

    /// <summary>Whether an event waits. Of a closed channel: false.</summary>
    public bool IsPending
    {
        get
        {
            bool pending = false;
            if (_gate.TryEnter())
            {
                pending = _ports.IsPending(Port);
                Leave();
            }

            return pending;
        }
    }

    /// <summary>Whether events are held back. Of a closed channel: true.</summary>
    public bool IsMasked => !_gate.IsOpen || _mask.IsSet;

    /// <summary>Raises an event at the other end.</summary>
    /// <returns><see cref="XenErrno.None"/>, also where the other end is not connected and the event goes nowhere; or
    /// <see cref="XenErrno.InvalidArgument"/>: the channel is closed, or bound to an interrupt of Xen;
    /// <see cref="XenErrno.AccessDenied"/>: a security policy refuses.</returns>
    /// <remarks>One hypercall. Xen: EVTCHNOP_send, public/event_channel.h.</remarks>
    public XenErrno Notify()
    {
        if (!_gate.TryEnter())
        {
            return Refusal;
        }

        XenErrno error = _operations.Notify(Port);
        Leave();
        return error;
    }

    /// <summary>Holds events back: they stay pending, and one of them is delivered after <see cref="Unmask"/>.</summary>
    /// <returns><see cref="XenErrno.None"/>; or <see cref="XenErrno.InvalidArgument"/>: the channel is closed.</returns>
    /// <remarks>No hypercall. The handler may still be called for an event that the event thread had taken.</remarks>
    public XenErrno Mask()
    {
        if (!_gate.TryEnter())
        {
            return Refusal;
        }

        _mask.Add(ChannelMask.Wanted);
        Settle();
        Leave();
        return XenErrno.None;
    }

    /// <summary>Lets events through: the one that waits, if any, and those to come.</summary>
    /// <returns><see cref="XenErrno.None"/>; or <see cref="XenErrno.InvalidArgument"/>: the channel is closed.</returns>
    /// <remarks>No hypercall where no event waits, one where one does: only Xen can make the upcall for it.
    /// Xen: EVTCHNOP_unmask, public/event_channel.h.</remarks>
    public XenErrno Unmask()
    {
        if (!_gate.TryEnter())
        {
            return Refusal;
        }

        _mask.Remove(ChannelMask.Wanted);
        XenErrno error = Settle();
        Leave();
        return error;
    }

    /// <summary>Chooses the queue of events to come; one that waits stays where it is.</summary>
    /// <param name="priority">From 0, the most urgent, to 15; 7 is every new channel's.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: the channel is closed, or the priority is above 15;
    /// <see cref="XenErrno.NotImplemented"/>: the 2-level event ABI is in use, which has no priorities.</returns>
    /// <remarks>One hypercall. Xen: EVTCHNOP_set_priority, public/event_channel.h.</remarks>
    public XenErrno SetPriority(uint priority)
    {
        if (!_gate.TryEnter())
        {
            return Refusal;
        }

        XenErrno error = _operations.SetPriority(Port, priority);
        _priority = error == XenErrno.None ? priority : _priority;
        Leave();
        return error;
    }

    /// <summary>Asks Xen what the port is bound to.</summary>
    /// <returns>What Xen says; or <see cref="XenErrno.InvalidArgument"/>: the channel is closed;
    /// <see cref="XenErrno.AccessDenied"/>: a security policy refuses.</returns>
    /// <remarks>One hypercall. Xen: EVTCHNOP_status, public/event_channel.h.</remarks>
    public XenResult<PortStatus> GetStatus()
    {
        if (!_gate.TryEnter())
        {
            return Refusal;
        }

        XenResult<PortStatus> status = _operations.GetStatus(DomainId.Self, Port);
        Leave();
        return status;
    }

    /// <summary>Moves the channel to another vCPU, with the event that waits, if any.</summary>
    /// <param name="vcpu">The vCPU on whose event thread the handler is to run.</param>
    /// <returns><see cref="XenErrno.None"/>: from now on the handler runs there only; or
    /// <see cref="XenErrno.Busy"/>: the handler is running, or the channel is being moved already;
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.InvalidArgument"/>: the channel is closed, or belongs to an interrupt of one vCPU or to
    /// signals between vCPUs, which stay where they were bound.</returns>
    /// <remarks>One hypercall, two where an event waits. Xen: EVTCHNOP_bind_vcpu, public/event_channel.h.</remarks>
    public XenErrno BindVcpu(VcpuId vcpu)
    {
        if (!_gate.TryEnterToMove())
        {
            return _gate.IsOpen && !_gate.IsFrozen ? XenErrno.Busy : Refusal;
        }

        XenErrno error = _operations.BindVcpu(Port, vcpu);
        if (error == XenErrno.None)
        {
            // Before the gate: whoever finds the channel elsewhere by that sees this too.
            _hasMoved = true;
            _gate.MoveTo(vcpu);
        }
        else
        {
            _gate.StayThere();
        }

        // Only now, when the gate lets an event thread deliver: one that came while the channel was on its way passed over
        // the event. What waits is raised once more, where the channel is now.
        XenErrno raised = _mask.IsSet ? XenErrno.None : Settle();
        Leave();
        return error != XenErrno.None ? error : raised;
    }

    /// <summary>Closes the channel.</summary>
    /// <returns><see cref="XenErrno.None"/>: the port is closed in Xen, or will be when the last thread inside a member
    /// or the handler leaves; or <see cref="XenErrno.InvalidArgument"/>: it was closed before.</returns>
    /// <remarks>One hypercall. The port is left masked, and Xen takes a pending event back: neither reaches the port's
    /// next owner. The peer of an interdomain channel becomes unbound. Xen: EVTCHNOP_close, public/event_channel.h.</remarks>
    public XenErrno Close()
    {
        if (!_gate.TryClose())
        {
            return XenErrno.InvalidArgument;
        }

        Leave();
        return XenErrno.None;
    }

    /// <summary>Lets others in, after the port was found to be this channel's.</summary>
    internal void Open()
    {
        // A port without a channel is masked as a rule. If somebody broke it, nothing was delivered here before this.
        _ports.SetMask(Port);
        if (_gate.LeaveAlone())
        {
            CloseInXen();
        }
    }

    /// <summary>Ends the channel after Xen closed its port by itself.</summary>
    internal void Forget()
    {
        _gate.Abandon();
        _channels.Remove(this);
    }

    /// <summary>Has the shared mask bit follow the reasons, also those that others add or remove meanwhile.</summary>
    private XenErrno Settle()
    {
        XenErrno error = XenErrno.None;
        bool masked;
        do
        {
            masked = _mask.IsSet;
            if (masked)
            {
                _ports.SetMask(Port);
            }
            else
            {
                error = LetThrough();
            }
        }
        while (_mask.IsSet != masked);

        return error;
    }

    private XenErrno LetThrough()
    {
        if (_ports.TryClearMask(Port) && !_ports.IsPending(Port))
        {
            // Whatever Xen raises from now on finds the port unmasked.
            return XenErrno.None;
        }

        // 1. The event may have been raised while the port was masked: then Xen made no upcall for it.
        // 2. Or after the mask was cleared: then it did. Nothing tells which.
        // 3. Xen's unmask makes the upcall only for a port that it finds masked, so it is masked again first.
        _ports.SetMask(Port);
        return _operations.Unmask(Port);
    }

    private void Leave()
    {
        if (_gate.Leave())
        {
            CloseInXen();
        }
    }

    private void CloseInXen()
    {
        _channels.BeginClosing();

        // 1. Masked first: from now on the port makes no upcall, whoever has it, until its owner wants it to.
        // 2. Out of the table before Xen may give the port to another thread that binds.
        // 3. Xen clears the pending bit while it closes, after the peer can no longer set it.
        _ports.SetMask(Port);
        _channels.Remove(this);
        _operations.Close(Port);
        _channels.EndClosing();
    }
}

using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Binds this domain's event channels.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <param name="ports">The ports' state in shared memory.</param>
/// <param name="channels">The table of channels, shared with the dispatchers.</param>
/// <remarks>
/// Every channel comes masked: whoever bound it unmasks it when it is ready for events. Its handler runs on the event
/// thread of the vCPU that the port notifies: vCPU 0 unless the binding names another.
/// Any thread may bind at any time; nothing waits. Each binding is one hypercall and allocates the channel, and a part of
/// the table for the first port there. The handler's delegate is the caller's, allocated once.
/// Beside the errors listed at each, a binding can answer
/// <see cref="XenErrno.NoSpace"/>: every port that this domain may have is in use;
/// <see cref="XenErrno.OutOfMemory"/>: Xen or the host has none for the port;
/// <see cref="XenErrno.TryAgain"/>: the domain is being suspended (<see cref="IsStandingStill"/>); or, under the FIFO ABI, another
/// thread is adding memory for ports and has not come to the end of it while 512 more were bound;
/// <see cref="XenErrno.AccessDenied"/>: a security policy refuses;
/// <see cref="XenErrno.AlreadyExists"/>: Xen gave a port that a channel has here, because somebody closed it past that
/// channel; the new port is closed again;
/// <see cref="XenErrno.OutOfRange"/>: Xen gave a port that the event ABI in use does not have; it is closed again.
/// </remarks>
public sealed partial class EventChannelBinder(Hypervisor hypervisor, EventPorts ports, EventChannelTable channels)
{
    private readonly EventChannelOperations _operations = new(hypervisor);
    private readonly EventPorts _ports = ports;
    private readonly EventChannelTable _channels = channels;

    /// <summary>The channels bound here whose events are held back for a time.</summary>
    public DeferredChannels Deferred { get; } = new();

    /// <summary>Offers a port to which one domain may connect.</summary>
    /// <param name="remote">The domain; <see cref="DomainId.Self"/> for a loopback. It need not exist yet.</param>
    /// <param name="handler">Called for each event that the other end raises.</param>
    /// <returns>The channel, masked, not connected until the domain binds to its port; or an error named at the
    /// class.</returns>
    /// <remarks>Xen: EVTCHNOP_alloc_unbound, public/event_channel.h.</remarks>
    public XenResult<EventChannel> AllocateUnbound(DomainId remote, EventChannelHandler handler) =>
        Bind(EventBinding.Unbound(remote), handler);

    /// <summary>Connects to a port that a domain offers to this one.</summary>
    /// <param name="remote">The domain; <see cref="DomainId.Self"/> for a loopback.</param>
    /// <param name="remotePort">The port that it offers.</param>
    /// <param name="handler">Called for each event that the other end raises.</param>
    /// <returns>The channel, masked, and with an event waiting, as one raised before would have been lost; or
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.InvalidArgument"/>: it has no such port, or does not offer it to this domain.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_interdomain, public/event_channel.h.</remarks>
    public XenResult<EventChannel> BindInterdomain(DomainId remote, EventPort remotePort, EventChannelHandler handler) =>
        Bind(EventBinding.Interdomain(remote, remotePort), handler);

    /// <summary>Binds to a virtual interrupt of one vCPU.</summary>
    /// <param name="interrupt">The interrupt.</param>
    /// <param name="vcpu">vCPU 0 unless the interrupt is one of each vCPU.</param>
    /// <param name="handler">Called when the interrupt is raised.</param>
    /// <returns>The channel, masked; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such interrupt, or not one of each vCPU and the vCPU is not 0;
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.Busy"/>: a global interrupt that another domain handles (from Xen 4.21 on);
    /// <see cref="XenErrno.AlreadyExists"/>: already bound on that vCPU.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_virq, public/event_channel.h.</remarks>
    public XenResult<EventChannel> BindVirtualInterrupt(
        VirtualInterrupt interrupt,
        VcpuId vcpu,
        EventChannelHandler handler) =>
        Bind(EventBinding.To(interrupt, vcpu), handler);

    /// <summary>Binds a channel by which this domain's vCPUs signal one of them.</summary>
    /// <param name="vcpu">The vCPU to signal: the channel stays there.</param>
    /// <param name="handler">Called when one of them notifies.</param>
    /// <returns>The channel, masked; or <see cref="XenErrno.NotFound"/>: no such vCPU.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_ipi, public/event_channel.h.</remarks>
    public XenResult<EventChannel> BindInterprocessorInterrupt(VcpuId vcpu, EventChannelHandler handler) =>
        Bind(EventBinding.ToSignalsOf(vcpu), handler);

    /// <summary>Binds to a physical interrupt.</summary>
    /// <param name="interrupt">Xen's number of it.</param>
    /// <param name="flags">Whether other domains share it.</param>
    /// <param name="handler">Called when the interrupt is raised.</param>
    /// <returns>The channel, masked; or
    /// <see cref="XenErrno.InvalidArgument"/>: the domain has no such interrupt;
    /// <see cref="XenErrno.AlreadyExists"/>: it is bound already;
    /// <see cref="XenErrno.NotPermitted"/>: the domain may not have it;
    /// <see cref="XenErrno.NotSupported"/>: Xen was built without them.
    /// A PVH guest, dom0 included, can bind, but nothing is ever raised there: physical interrupts need an HVM guest with
    /// XENFEAT_hvm_pirqs.</returns>
    /// <remarks>Xen: EVTCHNOP_bind_pirq, public/event_channel.h.</remarks>
    public XenResult<EventChannel> BindPhysicalInterrupt(
        uint interrupt,
        BindPirqFlags flags,
        EventChannelHandler handler) =>
        Bind(EventBinding.ToPhysical(interrupt, flags), handler);

    /// <summary>Takes over a port that was bound for this domain: the toolstack binds those of xenstore and console.</summary>
    /// <param name="port">The port.</param>
    /// <param name="handler">Called for each event on it.</param>
    /// <returns>The channel, masked; an event that waits stays. Or
    /// <see cref="XenErrno.InvalidArgument"/>: nothing is bound to the port;
    /// <see cref="XenErrno.AlreadyExists"/>: a channel has it.</returns>
    /// <remarks>One hypercall: EVTCHNOP_status, public/event_channel.h.</remarks>
    public XenResult<EventChannel> Claim(EventPort port, EventChannelHandler handler)
    {
        if (!_channels.TryBeginBinding())
        {
            return XenErrno.TryAgain;
        }

        XenResult<PortStatus> status = _operations.GetStatus(DomainId.Self, port);
        XenErrno error = !status.Succeeded ? status.Error
            : status.Value.Binding == EventChannelStatus.Closed ? XenErrno.InvalidArgument : XenErrno.None;
        XenResult<EventChannel> channel = error == XenErrno.None ? Add(port, EventBinding.Given(status.Value.Vcpu), handler) : error;
        _channels.EndBinding();
        return channel;
    }

    /// <summary>Closes every port of this domain, those of xenstore and console included, and every channel.</summary>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.Busy"/>: another vCPU is doing so;
    /// <see cref="XenErrno.TryAgain"/>: somebody bound a port meanwhile. After an error no channel is forgotten: try
    /// again.</returns>
    /// <remarks>
    /// One hypercall, or as many as Xen wants. Context: while no other thread binds, and no other thread is inside a
    /// channel's member, a handler or a dispatcher. The event ABI in use stays: under FIFO, where Xen goes back to the
    /// 2-level ABI, it is brought up again with a hypercall for each vCPU and each 1024 ports. If Xen refuses that, its error
    /// is returned, every channel is closed, and every attempt to bind a new one gets that error.
    /// Xen: EVTCHNOP_reset, public/event_channel.h.
    /// </remarks>
    public XenErrno Reset()
    {
        XenErrno error = _operations.Reset(DomainId.Self);
        if (error != XenErrno.None)
        {
            return error;
        }

        error = _ports.BeginAnew();
        for (uint number = 0; number < _ports.Count; number++)
        {
            _channels.Find(new EventPort(number))?.Forget();
        }

        return error;
    }

    private XenResult<EventChannel> Bind(EventBinding binding, EventChannelHandler handler)
    {
        if (!_channels.TryBeginBinding())
        {
            return XenErrno.TryAgain;
        }

        XenResult<EventPort> port = binding.Bind(_operations);
        XenResult<EventChannel> channel = port.Succeeded ? Add(port.Value, binding, handler) : port.Error;
        if (port.Succeeded && !channel.Succeeded)
        {
            _operations.Close(port.Value);
        }

        _channels.EndBinding();
        return channel;
    }

    private XenResult<EventChannel> Add(EventPort port, EventBinding binding, EventChannelHandler handler)
    {
        XenErrno error = _ports.Reserve(port);
        if (error != XenErrno.None)
        {
            return error;
        }

        EventChannel channel = new(port, binding, handler, _operations, _ports, _channels, Deferred);
        error = _channels.Add(channel);
        if (error != XenErrno.None)
        {
            return error;
        }

        channel.Open();
        return channel;
    }
}

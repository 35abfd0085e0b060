using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <content>What only the FIFO event ABI has.</content>
public sealed unsafe partial class EventChannelOperations
{
    /// <summary>Gives a vCPU its FIFO control block. The first one moves the whole domain to the FIFO ABI.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="frame">The frame that holds the block: writable memory of this domain, and it stays there.</param>
    /// <param name="offset">Where in the frame the block's 72 bytes begin, a multiple of 8.</param>
    /// <returns>How many bits of an event word are its link; or
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.InvalidArgument"/>: the block crosses the page's end or is not aligned, the frame is not
    /// writable memory, or the vCPU has a block already;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the queues or the mapping;
    /// <see cref="XenErrno.NotImplemented"/>: a Xen without the FIFO ABI.</returns>
    /// <remarks>Xen: EVTCHNOP_init_control.</remarks>
    public XenResult<byte> InitializeControl(VcpuId vcpu, GuestFrame frame, uint offset)
    {
        EvtchnInitControl argument = default;
        argument.ControlFrame = frame.Value;
        argument.Offset = offset;
        argument.Vcpu = vcpu.Value;
        HypercallResult result = _hypervisor.EventChannelOp(EventChannelCommand.InitializeControl, &argument);
        return result.Succeeded ? argument.LinkBits : result.Error;
    }

    /// <summary>Adds a page of 1024 event words to the FIFO event array. Events that waited for it are raised at once.</summary>
    /// <param name="frame">The page: writable memory of this domain, and it stays there.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotSupported"/>: the domain has no control block yet;
    /// <see cref="XenErrno.NoSpace"/>: the array has all of its 128 pages;
    /// <see cref="XenErrno.InvalidArgument"/>: the frame is not writable memory of this domain;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the mapping;
    /// <see cref="XenErrno.NotImplemented"/>: a Xen without the FIFO ABI.</returns>
    /// <remarks>Xen: EVTCHNOP_expand_array.</remarks>
    public XenErrno ExpandArray(GuestFrame frame)
    {
        EvtchnExpandArray argument = default;
        argument.ArrayFrame = frame.Value;
        return _hypervisor.EventChannelOp(EventChannelCommand.ExpandArray, &argument).Error;
    }

    /// <summary>Sets the FIFO priority of a port, for events to come; one already queued stays where it is.</summary>
    /// <param name="port">The port.</param>
    /// <param name="priority">Its queue, from 0 (most urgent) to 15; 7 unless set.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: a number beyond every port the domain has had, or a priority above 15;
    /// <see cref="XenErrno.NotImplemented"/>: the domain uses the 2-level ABI;
    /// <see cref="XenErrno.AccessDenied"/>: the port is closed, or its consumer is Xen itself.</returns>
    /// <remarks>Xen: EVTCHNOP_set_priority.</remarks>
    public XenErrno SetPriority(EventPort port, uint priority)
    {
        EvtchnSetPriority argument = default;
        argument.Port = port.Value;
        argument.Priority = priority;
        return _hypervisor.EventChannelOp(EventChannelCommand.SetPriority, &argument).Error;
    }
}

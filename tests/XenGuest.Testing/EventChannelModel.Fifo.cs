using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <content>The operations of the FIFO event ABI.</content>
internal sealed unsafe partial class EventChannelModel
{
    /// <summary>Xen: evtchn_fifo_init_control.</summary>
    private XenErrno InitializeControl(EvtchnInitControl* argument)
    {
        if (_domain.FindVcpu(argument->Vcpu) == null)
        {
            return XenErrno.NotFound;
        }

        if (argument->Offset > GuestFrame.Size - (uint)sizeof(EvtchnFifoControlBlock)
            || argument->Offset % sizeof(ulong) != 0)
        {
            return XenErrno.InvalidArgument;
        }

        FifoModel fifo = _domain.EventAbi as FifoModel ?? new FifoModel(_domain);
        XenErrno error = fifo.MapControlBlock(argument->Vcpu, new GuestFrame(argument->ControlFrame), argument->Offset);
        if (error != XenErrno.None)
        {
            return error;
        }

        if (fifo != _domain.EventAbi)
        {
            fifo.TakeOver(_domain.EventAbi);
            _domain.EventAbi = fifo;
        }

        argument->LinkBits = FifoEvents.LinkBits;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_fifo_expand_array.</summary>
    private XenErrno ExpandArray(ulong frame) =>
        _domain.EventAbi is FifoModel fifo ? fifo.AddPage(new GuestFrame(frame)) : XenErrno.NotSupported;

    /// <summary>Xen: evtchn_set_priority.</summary>
    private XenErrno SetPriority(EvtchnSetPriority* argument)
    {
        ModelPort? port = Ports.Find(argument->Port);
        return port == null ? XenErrno.InvalidArgument : _domain.EventAbi.SetPriority(port, argument->Priority);
    }
}

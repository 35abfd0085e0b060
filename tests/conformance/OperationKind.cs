namespace XenGuest.Conformance;

/// <summary>What an <see cref="Operation"/> does. The first fifteen have the numbers of Xen's commands.</summary>
public enum OperationKind
{
    /// <summary>EVTCHNOP_bind_interdomain: remote domain, remote port.</summary>
    BindInterdomain = 0,

    /// <summary>EVTCHNOP_bind_virq: interrupt, vCPU.</summary>
    BindVirtualInterrupt = 1,

    /// <summary>EVTCHNOP_bind_pirq: interrupt, flags.</summary>
    BindPhysicalInterrupt = 2,

    /// <summary>EVTCHNOP_close: port.</summary>
    Close = 3,

    /// <summary>EVTCHNOP_send: port.</summary>
    Send = 4,

    /// <summary>EVTCHNOP_status: domain, port.</summary>
    GetStatus = 5,

    /// <summary>EVTCHNOP_alloc_unbound: domain, remote domain.</summary>
    AllocateUnbound = 6,

    /// <summary>EVTCHNOP_bind_ipi: vCPU.</summary>
    BindInterprocessorInterrupt = 7,

    /// <summary>EVTCHNOP_bind_vcpu: port, vCPU.</summary>
    BindVcpu = 8,

    /// <summary>EVTCHNOP_unmask: port.</summary>
    Unmask = 9,

    /// <summary>EVTCHNOP_reset: domain.</summary>
    Reset = 10,

    /// <summary>EVTCHNOP_init_control: vCPU, page, offset.</summary>
    InitializeControl = 11,

    /// <summary>EVTCHNOP_expand_array: page.</summary>
    ExpandArray = 12,

    /// <summary>EVTCHNOP_set_priority: port, priority.</summary>
    SetPriority = 13,

    /// <summary>EVTCHNOP_reset_cont, which is Xen's own: domain.</summary>
    ContinueReset = 14,

    /// <summary>A command that does not exist: its number.</summary>
    UnknownCommand,

    /// <summary>An argument where no memory is: command, 0 for address 0 or 1 for an address that is none.</summary>
    BadArgument,

    /// <summary>The hypercall that took commands before Xen 3.1: command.</summary>
    OldForm,

    /// <summary>Sets vCPU 0's timer to a moment that is over.</summary>
    RunTimerOut,

    /// <summary>The guest writes all shared words of both ABIs: 0 for all ports unmasked, 1 for all masked.</summary>
    StartAnew,

    /// <summary>The guest sets a port's mask bit.</summary>
    SetMaskBit,

    /// <summary>The guest clears a port's mask bit and nothing else.</summary>
    ClearMaskBit,

    /// <summary>The guest sets a port's pending bit, which it has no business to do.</summary>
    SetPendingBit,

    /// <summary>The guest clears a port's pending bit.</summary>
    ClearPendingBit,

    /// <summary>The guest takes a vCPU's selector.</summary>
    TakeSelector,

    /// <summary>The guest clears a vCPU's evtchn_upcall_pending.</summary>
    ClearUpcallPending,

    /// <summary>FIFO: the guest sets a bit of a port's word: port, bit.</summary>
    SetWordBit,

    /// <summary>FIFO: the guest clears a bit of a port's word: port, bit.</summary>
    ClearWordBit,

    /// <summary>FIFO: the guest writes a port's word, whatever it likes: port, word.</summary>
    WriteWord,

    /// <summary>FIFO: the guest clears LINKED and the link of a port's word: port.</summary>
    Unlink,

    /// <summary>FIFO: the guest takes the ready queues of a vCPU: vCPU.</summary>
    TakeReady,

    /// <summary>FIFO: the guest consumes the head of a queue and goes on to its link: vCPU, priority.</summary>
    ConsumeHead,

    /// <summary>FIFO: the guest writes the head of a queue, which is Xen's to write: vCPU, priority, port.</summary>
    WriteHead,
}

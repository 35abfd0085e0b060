namespace XenGuest.Testing;

/// <summary>Xen's side of one queue of a vCPU. Xen: struct evtchn_fifo_queue, xen/common/event_fifo.c.</summary>
internal sealed class FifoQueueModel(uint priority)
{
    internal uint Priority { get; } = priority;

    /// <summary>The port that was linked last, or 0; the guest may have taken it meanwhile.</summary>
    internal uint Tail { get; set; }
}

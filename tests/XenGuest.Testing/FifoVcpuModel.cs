using System.Linq;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>Xen's side of the queues of one vCPU. Xen: struct evtchn_fifo_vcpu, xen/common/event_fifo.c.</summary>
internal sealed unsafe class FifoVcpuModel
{
    /// <summary>Where the guest put the vCPU's control block, or null before it did.</summary>
    internal EvtchnFifoControlBlock* ControlBlock { get; set; }

    internal FifoQueueModel[] Queues { get; } =
        [.. Enumerable.Range(0, FifoEvents.QueueCount).Select(priority => new FifoQueueModel((uint)priority))];
}

using System.Linq;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>The FIFO event ABI: a word for each port in pages of the guest, and 16 queues for each vCPU.</summary>
/// <remarks>Xen: xen/common/event_fifo.c.</remarks>
internal sealed unsafe partial class FifoModel : EventAbiModel
{
    private const uint Linked = 1u << FifoEvents.LinkedBit;
    private const uint Busy = 1u << FifoEvents.BusyBit;
    private const int TriesToLink = 4;

    private readonly ModelDomain _domain;
    private readonly FifoVcpuModel[] _vcpus;

    internal FifoModel(ModelDomain domain)
    {
        _domain = domain;
        _vcpus = [.. domain.Vcpus.Select(_ => new FifoVcpuModel())];
    }

    internal override uint PortCount => FifoEvents.ChannelCount;

    /// <summary>Xen: evtchn_fifo_init.</summary>
    internal override void Initialize(ModelPort port) => port.Priority = FifoEvents.DefaultPriority;

    /// <summary>Xen: evtchn_fifo_is_pending.</summary>
    internal override bool IsPending(uint port) => IsSet(port, FifoEvents.PendingBit);

    /// <summary>Xen: evtchn_fifo_is_masked.</summary>
    internal override bool IsMasked(uint port) => port >= _wordCount || IsSet(port, FifoEvents.MaskedBit);

    /// <summary>Xen: evtchn_fifo_is_busy. A port that is still in a queue when it is closed stays out of use until the
    /// guest has taken it out.</summary>
    internal override bool IsBusy(ModelPort port) => IsSet(port.Number, FifoEvents.LinkedBit);

    /// <summary>Xen: evtchn_port_set_priority and evtchn_fifo_set_priority.</summary>
    internal override XenErrno SetPriority(ModelPort port, uint priority)
    {
        if (!port.IsUsable)
        {
            return XenErrno.AccessDenied;
        }

        if (priority > FifoEvents.LowestPriority)
        {
            return XenErrno.InvalidArgument;
        }

        port.Priority = priority;
        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_fifo_set_pending.</summary>
    private protected override void Raise(uint vcpu, ModelPort port)
    {
        uint* word = WordOf(port.Number);
        if (word == null)
        {
            port.WaitsForItsWord = true;
            return;
        }

        // Without a control block the event is dropped.
        FifoVcpuModel notified = _vcpus[vcpu];
        if (notified.ControlBlock == null)
        {
            return;
        }

        Atomic.SetBit(word, FifoEvents.PendingBit);
        if (Atomic.TestBit(word, FifoEvents.MaskedBit) || Atomic.SetBit(word, FifoEvents.LinkedBit))
        {
            return;
        }

        FifoQueueModel queue = notified.Queues[port.Priority];
        if (!Append(notified.ControlBlock, queue, port, vcpu)
            && !Atomic.SetBit(&notified.ControlBlock->Ready, queue.Priority))
        {
            _domain.Vcpus[(int)vcpu].MarkEventsPending();
        }
    }

    /// <summary>Xen: evtchn_fifo_clear_pending. The port stays in its queue.</summary>
    private protected override void Forget(ModelPort port)
    {
        uint* word = WordOf(port.Number);
        if (word != null)
        {
            Atomic.ClearBit(word, FifoEvents.PendingBit);
        }
    }

    /// <summary>Xen: evtchn_fifo_unmask.</summary>
    private protected override void LetThrough(ModelPort port)
    {
        uint* word = WordOf(port.Number);
        if (word == null)
        {
            return;
        }

        Atomic.ClearBit(word, FifoEvents.MaskedBit);
        if (Atomic.TestBit(word, FifoEvents.PendingBit))
        {
            Raise(port.NotifiedVcpu, port);
        }
    }

    /// <summary>Puts a port at the end of a queue; whether behind another, or alone as the queue's head.</summary>
    private bool Append(EvtchnFifoControlBlock* block, FifoQueueModel queue, ModelPort port, uint vcpu)
    {
        // If the port ended another queue, that queue is empty: what is raised there next must not be linked to it.
        FifoQueueModel last = _vcpus[port.LastVcpu].Queues[port.LastPriority];
        if (last.Tail == port.Number)
        {
            last.Tail = 0;
        }

        port.LastVcpu = vcpu;
        port.LastPriority = queue.Priority;
        bool isLinked = queue.Tail != 0 && SetLink(WordOf(queue.Tail), port.Number);
        if (!isLinked)
        {
            Atomic.Store(&block->Head[queue.Priority], port.Number);
        }

        queue.Tail = port.Number;
        return isLinked;
    }

    /// <summary>Links a port behind the tail, unless the guest has taken the tail. Xen: evtchn_fifo_set_link.</summary>
    private static bool SetLink(uint* tail, uint port)
    {
        uint word = Atomic.Load(tail);
        bool? isLinked = TrySetLink(tail, ref word, port);
        if (isLinked != null)
        {
            return isLinked.Value;
        }

        // The guest does not unmask a busy word, so it can be in the way a bounded number of times only.
        Atomic.SetBit(tail, FifoEvents.BusyBit);
        word = Atomic.Load(tail);
        for (int tries = 0; isLinked == null && tries < TriesToLink; tries++)
        {
            isLinked = TrySetLink(tail, ref word, port);
        }

        // After the last try Xen takes the port for linked: its event is lost. A link that was made ended BUSY with it.
        if (isLinked != true)
        {
            Atomic.ClearBit(tail, FifoEvents.BusyBit);
        }

        return isLinked ?? true;
    }

    /// <summary>Xen: try_set_link. Null: the guest was in the way.</summary>
    private static bool? TrySetLink(uint* tail, ref uint word, uint port)
    {
        if ((word & Linked) == 0)
        {
            return false;
        }

        uint expected = word;
        word = Atomic.CompareExchange(tail, (expected & ~(Busy | FifoEvents.LinkMask)) | port, expected);
        return word == expected ? true : null;
    }
}

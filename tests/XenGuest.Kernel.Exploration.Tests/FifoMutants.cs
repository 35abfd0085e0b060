using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Mistakes in the FIFO event ABI: the guest's, and those that Xen has had.</summary>
internal static class FifoMutants
{
    private const string Queues = "/Fifo/FifoQueues.cs";
    private const string Ports = "/Fifo/FifoEventPorts.cs";
    private const string Xen = "/XenGuest.Testing/FifoModel.cs";

    internal static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "The head is read from the control block for each port",
            Queues,
            "            if (head == 0)\n",
            "            if (head == 0 || _heads[queue] != 0)\n",
            "FifoQueueScenario/fifo"),
        new(
            "New READY bits replace those of queues that are not empty yet",
            Queues,
            "_ready |= Atomic.Exchange(&_block->Ready, 0);",
            "_ready = Atomic.Exchange(&_block->Ready, 0);",
            "PriorityScenario/fifo"),
        new(
            "READY is looked at, and then cleared by a store",
            Queues,
            "            _ready |= Atomic.Exchange(&_block->Ready, 0);",
            "            _ready |= Atomic.Load(&_block->Ready);\n            Atomic.Store(&_block->Ready, 0);",
            "PriorityScenario/fifo"),
        new(
            "A queue's bit is dropped after the look at READY that follows its last port",
            Queues,
            "                _ready &= ~(1u << queue);",
            "                LookForNewHeads();\n                _ready &= ~(1u << queue);",
            "RaiseScenario/fifo"),
        new(
            "The word is read, and then written without the link",
            Ports,
            "            uint found = Atomic.CompareExchange(word, seen & ~(Linked | FifoEvents.LinkMask), seen);",
            "            uint found = seen;\n            Atomic.Store(word, seen & ~(Linked | FifoEvents.LinkMask));",
            "RaiseScenario/fifo"),
        new(
            "The mask is cleared by a plain store",
            Ports,
            "            uint found = Atomic.CompareExchange(word, seen & ~Masked, seen);",
            "            uint found = seen;\n            Atomic.Store(word, seen & ~Masked);",
            "MaskScenario/fifo"),
        new(
            "LINKED is cleared, and the link only after that",
            Ports,
            "            uint found = Atomic.CompareExchange(word, seen & ~(Linked | FifoEvents.LinkMask), seen);",
            """
                        uint found = Atomic.CompareExchange(word, seen & ~Linked, seen);
                        for (uint now = seen & ~Linked; found == seen && (now & FifoEvents.LinkMask) != 0;)
                        {
                            now = Atomic.CompareExchange(word, now & ~FifoEvents.LinkMask, now) == now ? 0 : Atomic.Load(word);
                        }
            """,
            "FifoQueueScenario/fifo"),
        new(
            "An event that is found on a vCPU that its channel has left is dropped",
            "/Events/UpcallDispatcher.cs",
            "channel.Forward(Vcpu);",
            "_ = channel.IsOpen;",
            "MoveScenario/fifo"),
        new(
            "A channel is forwarded while it is on its way",
            "/Events/ChannelGate.cs",
            "return (seen & Moving) == 0 && ",
            "return ",
            "MoveScenario/fifo"),
        new(
            "Xen: the old tail is linked to, though it is in another queue by now",
            Xen,
            "            last.Tail = 0;",
            "            last.Tail = port.Number;",
            "PriorityScenario/fifo"),
        new(
            "Xen: a closed port that is still linked is given away",
            Xen,
            "internal override bool IsBusy(ModelPort port) => IsSet(port.Number, FifoEvents.LinkedBit);",
            "internal override bool IsBusy(ModelPort port) => false;",
            "ReuseScenario/fifo"),
        new(
            "Xen: a tail that the guest has taken meanwhile is linked to",
            Xen,
            "        if ((word & Linked) == 0)\n        {\n            return false;\n        }\n",
            "",
            "FifoQueueScenario/fifo"),
        new(
            "Xen: an event whose word has no page yet is dropped",
            Xen,
            "            port.WaitsForItsWord = true;",
            "            port.WaitsForItsWord = false;",
            "StartScenario/fifo"),
        new(
            "Xen: READY is set before the head is written",
            "FifoQueueScenario/fifo",
            [
                new Change(
                    Xen,
                    "            Atomic.Store(&block->Head",
                    "            Atomic.SetBit(&block->Ready, queue.Priority);\n            Atomic.Store(&block->Head"),
                new Change(
                    Xen,
                    "            && !Atomic.SetBit(&notified.ControlBlock->Ready, queue.Priority))",
                    "            && notified.ControlBlock != null)"),
            ]),
        new(
            "Xen: a port is linked before its event is pending",
            "RaiseScenario/fifo",
            [
                new Change(
                    Xen,
                    """
                            Atomic.SetBit(word, FifoEvents.PendingBit);
                            if (Atomic.TestBit(word, FifoEvents.MaskedBit) || Atomic.SetBit(word, FifoEvents.LinkedBit))
                            {
                    """,
                    """
                            if (Atomic.TestBit(word, FifoEvents.MaskedBit) || Atomic.SetBit(word, FifoEvents.LinkedBit))
                            {
                                Atomic.SetBit(word, FifoEvents.PendingBit);
                    """),
                new Change(
                    Xen,
                    """
                                _domain.Vcpus[(int)vcpu].MarkEventsPending();
                            }
                    """,
                    """
                                _domain.Vcpus[(int)vcpu].MarkEventsPending();
                            }

                            Atomic.SetBit(word, FifoEvents.PendingBit);
                    """),
            ]),
        new(
            "Xen: READY is set for every event, and the guest reads a head whenever it is",
            "FifoQueueScenario/fifo",
            [
                new Change(
                    Xen,
                    "        if (!Append(notified.ControlBlock, queue, port, vcpu)\n            && !Atomic.SetBit",
                    "        Append(notified.ControlBlock, queue, port, vcpu);\n        if (!Atomic.SetBit"),
                new Change(
                    Queues,
                    "            _ready |= Atomic.Exchange(&_block->Ready, 0);",
                    """
                                uint ready = Atomic.Exchange(&_block->Ready, 0);
                                _ready |= ready;
                                for (; ready != 0; ready &= ready - 1)
                                {
                                    _heads[Bits.Lowest(ready)] = 0;
                                }
                    """),
            ]),
    ];
}

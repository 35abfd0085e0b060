using System.Runtime.CompilerServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>The queues in which Xen puts the ports that have events for one vCPU, one for each priority.</summary>
/// <remarks>
/// A queue is a chain: each port's word holds the number of the next. Xen writes a head, and sets the queue's bit in READY,
/// only where the queue was empty; after that it links each port behind the last, without a word in the control block. So a
/// head is read once for each time that its bit was set, and after that the chain is followed: what is in the control block
/// then is the head of a chain that is gone.
/// Xen: struct evtchn_fifo_control_block, public/event_channel.h.
/// </remarks>
public sealed unsafe class FifoQueues
{
    /// <summary>After so many events of the most urgent queue in a row one of another queue is taken, if there is one.</summary>
    public const int EventsInARow = 16;

    private readonly FifoEventPorts _ports;
    private readonly EvtchnFifoControlBlock* _block;

    /// <summary>The port at the head of each queue, as the chain says; 0: as the control block says.</summary>
    private readonly uint[] _heads = new uint[FifoEvents.QueueCount];

    private uint _ready;
    private uint _lastTurn;
    private int _inARow;

    internal FifoQueues(FifoEventPorts ports, VcpuId vcpu, EvtchnFifoControlBlock* block, GuestFrame frame, uint offset)
    {
        _ports = ports;
        _block = block;
        Vcpu = vcpu;
        Frame = frame;
        Offset = offset;
    }

    /// <summary>The vCPU.</summary>
    public VcpuId Vcpu { get; }

    /// <summary>The frame in which its control block is.</summary>
    internal GuestFrame Frame { get; }

    /// <summary>Where in the frame, in bytes.</summary>
    internal uint Offset { get; }

    /// <summary>Takes the next port out of the queues.</summary>
    /// <returns>Whether there was one. If not, Xen makes an upcall for the next.</returns>
    internal bool TryTake(out EventPort port)
    {
        while (LookForNewHeads())
        {
            int queue = Choose();
            uint head = _heads[queue];
            if (head == 0)
            {
                head = Atomic.Load(&_block->Head[queue]) & FifoEvents.LinkMask;
            }

            // 1. From the unlinking on, if the port was the last, Xen takes the queue for empty and may make it ready anew.
            // 2. So the bit goes before READY is looked at again, and never after.
            bool isLinked = _ports.TryUnlink(head, out uint next);
            _heads[queue] = next;
            if (next == 0)
            {
                _ready &= ~(1u << queue);
            }

            if (isLinked)
            {
                port = new EventPort(head);
                return true;
            }
        }

        port = default;
        return false;
    }

    /// <summary>Begins anew, while Xen does not know of the queues.</summary>
    internal void Forget()
    {
        _ready = 0;
        Atomic.Store(&_block->Ready, 0);
        for (int queue = 0; queue < FifoEvents.QueueCount; queue++)
        {
            _heads[queue] = 0;
            Atomic.Store(&_block->Head[queue], 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool LookForNewHeads()
    {
        // Each bit is taken by the access that clears it: one that Xen sets meanwhile stays.
        if (Atomic.Load(&_block->Ready) != 0)
        {
            _ready |= Atomic.Exchange(&_block->Ready, 0);
        }

        return _ready != 0;
    }

    /// <summary>The most urgent queue; but now and then another, each in its turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Choose()
    {
        uint others = _ready & (_ready - 1);
        if (others == 0)
        {
            _inARow = 0;
        }
        else if (_inARow == EventsInARow)
        {
            _inARow = 0;
            uint behind = others & ~((2u << (int)_lastTurn) - 1);
            _lastTurn = Bits.Lowest(behind != 0 ? behind : others);
            return (int)_lastTurn;
        }
        else
        {
            _inARow++;
        }

        return (int)Bits.Lowest(_ready);
    }
}

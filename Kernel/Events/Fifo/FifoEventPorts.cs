using System.Runtime.CompilerServices;
using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Ports under the FIFO event ABI: a word each, in pages that this domain gives to Xen as it needs them.</summary>
/// <remarks>
/// The bits of a word are described at <see cref="FifoEvents"/>. Of them the guest sets and clears MASKED, clears PENDING,
/// and clears LINKED with the link; each is one access that leaves all other bits as they are.
/// A port that has no word yet counts as masked, and its events wait in Xen.
/// Xen: public/event_channel.h, section FIFO.
/// </remarks>
public sealed unsafe partial class FifoEventPorts : EventPorts
{
    private const uint Masked = 1u << FifoEvents.MaskedBit;
    private const uint Linked = 1u << FifoEvents.LinkedBit;
    private const uint Busy = 1u << FifoEvents.BusyBit;
    private const uint WordsPerPage = GuestFrame.Size / sizeof(uint);

    /// <summary>Each is written once, before Xen or anybody who has a port of that page comes to know of it.</summary>
    private readonly uint*[] _words = new uint*[FifoEvents.ChannelCount / WordsPerPage];

    private readonly EventChannelOperations _operations;
    private readonly PageSource _pages;
    private readonly List<FifoQueues> _queues = new();

    /// <summary>The ports, before Xen knows of them: <see cref="AddVcpu"/> makes the start.</summary>
    /// <param name="hypervisor">Where the hypercalls go.</param>
    /// <param name="pages">Where the pages come from: one for the queues of 32 vCPUs, and one for each 1024 ports.</param>
    public FifoEventPorts(Hypervisor hypervisor, PageSource pages)
    {
        _operations = new EventChannelOperations(hypervisor);
        _pages = pages;
    }

    /// <inheritdoc/>
    public override EventAbi Abi => EventAbi.Fifo;

    /// <inheritdoc/>
    public override uint Count => FifoEvents.ChannelCount;

    /// <inheritdoc/>
    public override bool IsPending(EventPort port)
    {
        uint* word = WordOf(port.Value);
        return word != null && Atomic.TestBit(word, FifoEvents.PendingBit);
    }

    /// <inheritdoc/>
    public override bool IsMasked(EventPort port)
    {
        uint* word = WordOf(port.Value);
        return word == null || Atomic.TestBit(word, FifoEvents.MaskedBit);
    }

    /// <inheritdoc/>
    public override bool Acknowledge(EventPort port)
    {
        uint* word = WordOf(port.Value);
        return word != null && Atomic.ClearBit(word, FifoEvents.PendingBit);
    }

    /// <inheritdoc/>
    public override bool SetMask(EventPort port)
    {
        uint* word = WordOf(port.Value);
        return word == null || Atomic.SetBit(word, FifoEvents.MaskedBit);
    }

    /// <inheritdoc/>
    public override bool TryClearMask(EventPort port)
    {
        uint* word = WordOf(port.Value);
        uint seen = word == null ? Masked | Busy : Atomic.Load(word);

        // While the word is BUSY, Xen is changing its link and must not be disturbed by an unmasking.
        while ((seen & (Masked | Busy)) == Masked)
        {
            uint found = Atomic.CompareExchange(word, seen & ~Masked, seen);
            seen = found == seen ? seen & ~Masked : found;
        }

        return (seen & Masked) == 0;
    }

    /// <inheritdoc/>
    internal override void Raise(EventPort port)
    {
        uint* word = WordOf(port.Value);
        if (word != null)
        {
            Atomic.SetBit(word, FifoEvents.PendingBit);
        }
    }

    /// <summary>Takes a port out of its queue.</summary>
    /// <param name="port">The port at the queue's head.</param>
    /// <param name="next">The port behind it, or 0: the queue is empty, and Xen knows it.</param>
    /// <returns>Whether the port was in a queue.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryUnlink(uint port, out uint next)
    {
        uint* word = WordOf(port);
        uint seen = word == null ? 0 : Atomic.Load(word);
        while ((seen & Linked) != 0)
        {
            uint found = Atomic.CompareExchange(word, seen & ~(Linked | FifoEvents.LinkMask), seen);
            if (found == seen)
            {
                next = seen & FifoEvents.LinkMask;
                return true;
            }

            seen = found;
        }

        next = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint* WordOf(uint port)
    {
        uint* page = _words[port / WordsPerPage];
        return page == null ? null : page + (port % WordsPerPage);
    }
}

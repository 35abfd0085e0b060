using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>A page with a ring of entries of one size: where they are, and how each side tells the other.</summary>
internal readonly unsafe struct RingPage
{
    private readonly SharedRing* _head;
    private readonly uint _entrySize;

    internal RingPage(void* page, int requestSize, int responseSize)
    {
        _head = (SharedRing*)page;
        _entrySize = (uint)(requestSize > responseSize ? requestSize : responseSize);
        Count = LargestPowerOfTwo((GuestFrame.Size - SharedRing.EntriesOffset) / _entrySize);
        if (Count == 0)
        {
            Misuse.RingEntryTooLarge();
        }
    }

    /// <summary>How many entries there are: __RING_SIZE, public/io/ring.h.</summary>
    internal uint Count { get; }

    internal uint* RequestProducer => &_head->RequestProducer;

    internal uint* RequestEvent => &_head->RequestEvent;

    internal uint* ResponseProducer => &_head->ResponseProducer;

    internal uint* ResponseEvent => &_head->ResponseEvent;

    internal void* EntryAt(uint index) => (byte*)_head + SharedRing.EntriesOffset + ((index & (Count - 1)) * _entrySize);

    /// <summary>Makes entries visible, then finds out whether the peer wants to be told.</summary>
    /// <param name="producer">The index to publish to.</param>
    /// <param name="wanted">Where the peer says at which index it wants an event.</param>
    /// <param name="from">What was published before.</param>
    /// <param name="to">What is published now.</param>
    /// <returns>Whether the peer's index is one of those published now.</returns>
    internal static bool Publish(uint* producer, uint* wanted, uint from, uint to)
    {
        // 1. The peer sees no entry. 2. Here one is published. 3. The peer says which it wants to be told of, looks once more, and sleeps.
        // Both sides have a full barrier between their store and their load: either the peer sees the entry in its
        // second look, or its wish is seen here.
        Atomic.Exchange(producer, to);
        return unchecked(to - Atomic.Load(wanted)) < unchecked(to - from);
    }

    private static uint LargestPowerOfTwo(uint most)
    {
        uint power = most == 0 ? 0u : 1u;
        while (power != 0 && power <= most / 2)
        {
            power *= 2;
        }

        return power;
    }
}

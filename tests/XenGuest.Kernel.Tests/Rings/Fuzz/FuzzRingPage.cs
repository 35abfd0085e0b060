using System;
using System.Runtime.InteropServices;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>A page with a ring as its liar sees it: all of it can be written, and places are found by a reckoning of its own.</summary>
internal sealed unsafe class FuzzRingPage : IDisposable
{
    private const int PageSize = 4096;
    private const int HeadSize = 64;

    private readonly byte* _memory = (byte*)NativeMemory.AlignedAlloc(PageSize, PageSize);
    private readonly int _entrySize;

    internal FuzzRingPage(Random random, int requestSize, int responseSize)
    {
        random.NextBytes(new Span<byte>(_memory, PageSize));
        _entrySize = Math.Max(requestSize, responseSize);
        Count = 1;
        while (HeadSize + (2 * Count * _entrySize) <= PageSize)
        {
            Count *= 2;
        }
    }

    internal void* Address => _memory;

    /// <summary>How many entries the ring must have.</summary>
    internal int Count { get; }

    internal ref uint RequestProducer => ref *(uint*)_memory;

    internal ref uint RequestEvent => ref *(uint*)(_memory + 4);

    internal ref uint ResponseProducer => ref *(uint*)(_memory + 8);

    internal ref uint ResponseEvent => ref *(uint*)(_memory + 12);

    /// <summary>The bytes of the entry at an index.</summary>
    internal Span<byte> Entry(uint index) => new(_memory + HeadSize + ((int)(index % (uint)Count) * _entrySize), _entrySize);

    /// <summary>Whether an event that is wanted at one index comes with entries from one up to another, by looking at each.</summary>
    internal static bool IsWanted(uint wanted, uint from, uint to)
    {
        bool isWanted = false;
        while (from != to)
        {
            from = unchecked(from + 1);
            isWanted |= from == wanted;
        }

        return isWanted;
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}

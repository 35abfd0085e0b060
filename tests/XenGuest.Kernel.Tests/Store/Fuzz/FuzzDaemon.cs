using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Store.Fuzz;

/// <summary>The other side of the page, by itself: it writes what it is told to, and follows no rule of its own.</summary>
internal sealed unsafe class FuzzDaemon : IDisposable
{
    private const int PageSize = 4096;

    private readonly byte* _memory = (byte*)NativeMemory.AlignedAlloc(PageSize, PageSize);
    private readonly List<byte> _taken = [];

    internal FuzzDaemon(uint firstIndex)
    {
        new Span<byte>(_memory, PageSize).Clear();
        Page.RequestConsumer = Page.RequestProducer = Page.AnswerConsumer = Page.AnswerProducer = firstIndex;
    }

    internal void* Address => _memory;

    internal ref XenstoreDomainInterface Page => ref *(XenstoreDomainInterface*)_memory;

    /// <summary>The room for answers.</summary>
    internal int Room => XenstoreDomainInterface.RingSize - (int)(Page.AnswerProducer - Page.AnswerConsumer);

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>Takes what there is of requests, and gives the headers of those whose header is there, whole or not.</summary>
    /// <param name="headers">Takes them; one that is not whole comes again.</param>
    /// <returns>How many bytes of the last message are missing.</returns>
    internal int Take(List<XsdSockmsg> headers)
    {
        while (Page.RequestConsumer != Page.RequestProducer)
        {
            _taken.Add(Page.Requests[Page.RequestConsumer % XenstoreDomainInterface.RingSize]);
            Page.RequestConsumer++;
        }

        while (_taken.Count >= sizeof(XsdSockmsg))
        {
            XsdSockmsg header = MemoryMarshal.Read<XsdSockmsg>(CollectionsMarshal.AsSpan(_taken));
            headers.Add(header);
            int end = sizeof(XsdSockmsg) + (int)header.Length;
            if (_taken.Count < end)
            {
                return end - _taken.Count;
            }

            _taken.RemoveRange(0, end);
        }

        return 0;
    }

    /// <summary>The number of the first request that is in the ring; it stays there, and keeps what follows from coming.</summary>
    internal uint FirstId()
    {
        uint id = 0;
        for (uint i = 0; i < sizeof(uint); i++)
        {
            id |= (uint)Page.Requests[(Page.RequestConsumer + sizeof(uint) + i) % XenstoreDomainInterface.RingSize] << (int)(8 * i);
        }

        return id;
    }

    /// <summary>Puts bytes into the ring of answers, as many as there is room for.</summary>
    /// <returns>How many.</returns>
    internal int Put(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(Room, bytes.Length);
        for (int i = 0; i < count; i++)
        {
            Page.Answers[(Page.AnswerProducer + (uint)i) % XenstoreDomainInterface.RingSize] = bytes[i];
        }

        Page.AnswerProducer += (uint)count;
        return count;
    }
}

using System;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Tests.Rings;

/// <summary>A page with a ring, and both of its ends.</summary>
public sealed unsafe class RingScene : IDisposable
{
    private readonly byte* _page = (byte*)NativeMemory.AlignedAlloc(GuestFrame.Size, GuestFrame.Size);

    public RingScene(uint start = 0)
    {
        new Span<byte>(_page, GuestFrame.Size).Fill(0xCC);
        Front = new FrontRing<ulong, uint>(_page, start);
        Back = new BackRing<ulong, uint>(_page);
    }

    public FrontRing<ulong, uint> Front { get; }

    public BackRing<ulong, uint> Back { get; }

    /// <summary>What both share, to lie in.</summary>
    public ref SharedRing Head => ref *(SharedRing*)_page;

    /// <summary>An entry, to lie in.</summary>
    public ref ulong Entry(uint index) => ref *(ulong*)(_page + SharedRing.EntriesOffset + (index % (uint)Front.Size * sizeof(ulong)));

    public void Dispose() => NativeMemory.AlignedFree(_page);
}

using System;
using System.Runtime.InteropServices;
using XenGuest.Hypercall;

namespace XenGuest.Testing;

/// <summary>The memory of a modelled domain: pages of the host that never move.</summary>
public sealed unsafe class GuestMemory : IDisposable
{
    private byte* _pages;

    internal GuestMemory(int frameCount)
    {
        FrameCount = frameCount;
        nuint bytes = (nuint)frameCount * GuestFrame.Size;
        _pages = (byte*)NativeMemory.AlignedAlloc(bytes, GuestFrame.Size);
        NativeMemory.Clear(_pages, bytes);
    }

    /// <summary>Gives the memory back that was never disposed of.</summary>
    ~GuestMemory() => Free();

    /// <summary>How many pages there are.</summary>
    public int FrameCount { get; }

    /// <summary>Where the host finds a page.</summary>
    /// <param name="frame">One of the domain's frames.</param>
    /// <returns>The address of its first byte.</returns>
    public void* AddressOf(GuestFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame.Value, (ulong)FrameCount);
        return _pages + (frame.Value * GuestFrame.Size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>The frame at an address.</summary>
    internal bool TryFind(void* address, out GuestFrame frame)
    {
        long offset = (byte*)address - _pages;
        bool isThere = offset >= 0 && offset / GuestFrame.Size < FrameCount;
        frame = isThere ? new GuestFrame((ulong)offset / GuestFrame.Size) : default;
        return isThere;
    }

    internal bool Contains(GuestFrame frame) => frame.Value < (ulong)FrameCount;

    private void Free()
    {
        NativeMemory.AlignedFree(_pages);
        _pages = null;
    }
}

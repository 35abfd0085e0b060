using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace XenGuest.Machine.Memory;

/// <summary>Stands in for Machine's allocator: frames are pages of the host, and each has to come back exactly once.</summary>
internal static unsafe class FrameAllocator
{
    private static readonly HashSet<ulong> s_taken = [];

    internal static int Taken => s_taken.Count;

    /// <summary>How many frames there are in all.</summary>
    internal static int Limit { get; set; } = int.MaxValue;

    internal static bool TryAllocate(out ulong frame)
    {
        if (s_taken.Count >= Limit)
        {
            frame = 0;
            return false;
        }

        frame = (ulong)NativeMemory.AlignedAlloc((nuint)PhysicalMemory.PageSize, (nuint)PhysicalMemory.PageSize);
        new Span<byte>((void*)frame, (int)PhysicalMemory.PageSize).Clear();
        s_taken.Add(frame);
        return true;
    }

    internal static ulong AllocateOrStop() => TryAllocate(out ulong frame) ? frame : throw new InvalidOperationException("no frame left");

    internal static void Free(ulong frame)
    {
        if (!s_taken.Remove(frame))
        {
            throw new InvalidOperationException($"0x{frame:x} was freed and is no frame that was handed out");
        }

        // Whoever still uses it finds no page table and no zeroes.
        new Span<byte>((void*)frame, (int)PhysicalMemory.PageSize).Fill(0xA5);
        NativeMemory.AlignedFree((void*)frame);
    }
}

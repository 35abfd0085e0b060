using System;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.Memory;

internal static unsafe class Leaks
{
    private const ulong Mmap = 9;
    private const ulong Munmap = 11;
    private const ulong ReadWrite = 3;
    private const ulong PrivateAnonymous = 0x22;
    private const ulong Gibibyte = 1UL << 30;
    private const ulong Span = 2UL << 20;

    public static void Run()
    {
        // One page in every 2 MiB: each needs a frame and a page table. All come back.
        Touch(8 * Gibibyte);
        ulong before = Machine.Counts.AvailableFrames;
        ulong during = Touch(8 * Gibibyte);
        ulong after = Machine.Counts.AvailableFrames;
        Check.That("a page in each of 4096 tables takes some 8192 frames", before - during >= 8190, $"{before - during}");
        Check.That("all of them come back", before == after, $"{(long)(before - after)} missing");

        for (int i = 0; i < 2000; i++)
        {
            void* block = NativeMemory.Alloc((nuint)(100_000 + (i * 37 % 400_000)));
            *(byte*)block = 1;
            NativeMemory.Free(block);
        }

        long lost = (long)(after - Machine.Counts.AvailableFrames);
        Check.That("2000 large blocks of malloc leave nothing", lost < 32, $"{lost} frames");
    }

    /// <summary>Maps, touches and unmaps; the frames that were left meanwhile.</summary>
    private static ulong Touch(ulong length)
    {
        long start = Machine.Call(Mmap, 0, length, ReadWrite, PrivateAnonymous, ulong.MaxValue);
        if (start < 0)
        {
            throw new InvalidOperationException($"mmap: {start}");
        }

        for (ulong offset = 0; offset < length; offset += Span)
        {
            *(byte*)((ulong)start + offset) = 1;
        }

        ulong left = Machine.Counts.AvailableFrames;
        if (Machine.Call(Munmap, (ulong)start, length, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException("munmap");
        }

        return left;
    }
}

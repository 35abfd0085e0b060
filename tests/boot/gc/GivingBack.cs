using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.GarbageCollection;

/// <summary>Frames come back to the machine when the heap shrinks.</summary>
internal static unsafe partial class GivingBack
{
    // struct sysinfo: uptime, three loads, total and free memory in bytes.
    private const int FreeMemory = 5;
    private const int Mebibyte = 1024 * 1024;

    public static void Run()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = FreeBytes();
        long during = Fill();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long after = FreeBytes();
        Check.That("a heap of 32 MiB takes 32 MiB", before - during > 31L * Mebibyte, $"{(before - during) / Mebibyte} MiB");
        Check.That("and gives them back", before - after < 4L * Mebibyte, $"all but {(before - after) / 1024} KiB");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Fill()
    {
        List<byte[]> blocks = [];
        for (int i = 0; i < 32 * 64; i++)
        {
            byte[] block = new byte[Mebibyte / 64];
            block[^1] = 1;
            blocks.Add(block);
        }

        GC.KeepAlive(blocks);
        return FreeBytes();
    }

    private static long FreeBytes()
    {
        ulong* facts = stackalloc ulong[16];
        return SystemInformation(facts) == 0 ? (long)facts[FreeMemory] : throw new InvalidOperationException("sysinfo failed");
    }

    [LibraryImport("libc", EntryPoint = "sysinfo")]
    private static partial int SystemInformation(ulong* facts);
}

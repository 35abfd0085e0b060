using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using XenGuest.BootGuests;

long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
Console.WriteLine($"the heap may have {limit >> 20} MiB");
Check.Part("Filling the heap", () => Fill(limit, limit / 2));

// For some limits the runtime, on Linux too, gives up with a third of the heap full where the rest is garbage.
Check.Part("Filling the heap once more", () => Fill(limit, limit / 4));

Check.Throws<OutOfMemoryException>("one array larger than all memory", static () => Use(new byte[1_900_000_000]));
Check.Equal("afterwards there is memory again", 1_000_000, new byte[1_000_000].Length);
return Check.Verdict("oom");

[MethodImpl(MethodImplOptions.NoInlining)]
static void Use(byte[] array) => Console.WriteLine($"an array of {array.Length} bytes; the last is {array[^1]}");

static void Fill(long limit, long least)
{
    const int Block = 256 * 1024;
    List<byte[]> blocks = [];
    long size = 0;
    try
    {
        while (size <= limit)
        {
            blocks.Add(new byte[Block]);
            Array.Fill(blocks[^1], (byte)1);
            size += Block;
        }

        Check.That("memory comes to an end", false, $"{size} bytes of {limit}");
    }
    catch (OutOfMemoryException)
    {
        Check.That("OutOfMemoryException is caught", size > least, $"after {size >> 20} MiB");
    }

    GC.KeepAlive(blocks);
}

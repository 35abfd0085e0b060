using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using XenGuest.BootGuests;

long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
Console.WriteLine($"the heap may have {limit >> 20} MiB");
for (int round = 1; round <= 2; round++)
{
    Check.Part($"Filling the heap, time number {round}", () => Fill(limit));
}

Check.Throws<OutOfMemoryException>("one array larger than all memory", static () => Use(new byte[1_900_000_000]));
Check.Equal("afterwards there is memory again", 1_000_000, new byte[1_000_000].Length);
return Check.Verdict("oom");

[MethodImpl(MethodImplOptions.NoInlining)]
static void Use(byte[] array) => Console.WriteLine($"an array of {array.Length} bytes; the last is {array[^1]}");

static void Fill(long limit)
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
        Check.That("OutOfMemoryException is caught", size > limit / 2, $"after {size >> 20} MiB");
    }

    GC.KeepAlive(blocks);
}

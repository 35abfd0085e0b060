using System;
using System.Runtime.InteropServices;

Console.WriteLine("taking memory outside of the heap until no frame is left; the machine names it and ends");
Native.TakeAll();
Console.WriteLine("XenGuest: FAILURE oom-hard: there is always more memory");
return 1;

internal static unsafe class Native
{
    internal static void TakeAll()
    {
        const int Block = 1024 * 1024;
        for (long size = 0; size < 1L << 40; size += Block)
        {
            byte* block = (byte*)NativeMemory.Alloc(Block);
            new Span<byte>(block, Block).Fill(1);
        }
    }
}

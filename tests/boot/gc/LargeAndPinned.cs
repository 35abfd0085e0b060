using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.GarbageCollection;

internal static unsafe class LargeAndPinned
{
    private const int Large = 1_000_000;

    public static void Run()
    {
        byte[] pinned = GC.AllocateArray<byte>(4096, pinned: true);
        byte* address = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        *address = 7;
        byte[] handled = new byte[100];
        GCHandle handle = GCHandle.Alloc(handled, GCHandleType.Pinned);
        nint handledAt = handle.AddrOfPinnedObject();
        long sum = 0;
        for (int i = 0; i < 60; i++)
        {
            byte[] large = new byte[Large];
            large[i] = 1;
            sum += large.AsSpan().Count((byte)1);
        }

        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Check.Equal("60 MB of large arrays, each of them zero when new", 60L, sum);
        Check.That("a pinned array did not move", address == (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0) && pinned[0] == 7);
        Check.Equal("nor did one that a handle pins", handledAt, handle.AddrOfPinnedObject());
        handle.Free();

        string[] kept = [.. Enumerable.Range(0, 5000).Select(static i => new string((char)('a' + (i % 26)), 50))];
        GC.Collect();
        Check.That("strings survive a compaction", kept.Select(static (text, i) => text[0] == 'a' + (i % 26) && text.Length == 50).All(static right => right));
    }
}

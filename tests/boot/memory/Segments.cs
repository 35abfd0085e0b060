using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.Memory;

internal static unsafe class Segments
{
    private static volatile int s_data = 1;

    private static ReadOnlySpan<byte> Constants => "constants of the program"u8;

    public static void Run()
    {
        delegate* unmanaged<int> function = &Function;
        Check.That("text can be read and executed", Probe.CanRead(function) && Probe.CanExecute(function));
        Check.That("text cannot be written", !Probe.CanWrite(function));
        Check.Equal("and the fault says that it is not allowed", 2, Probe.LastCode);

        fixed (byte* constants = Constants)
        {
            Check.That("constants can be read", Probe.CanRead(constants));
            Check.That("constants cannot be written", !Probe.CanWrite(constants));
            Check.That("constants cannot be executed", !Probe.CanExecute(constants));
        }

        s_data++;
#pragma warning disable CS0420 // Its address is what is wanted.
        fixed (int* data = &s_data)
#pragma warning restore CS0420
        {
            Check.That("data can be read and written", Probe.CanRead(data) && Probe.CanWrite(data));
            Check.That("data cannot be executed", !Probe.CanExecute(data));
        }

        int local = 0xC3;
        Check.That("the stack can be written", Probe.CanWrite(&local));
        Check.That("the stack cannot be executed", !Probe.CanExecute(&local));

        byte[] onHeap = GC.AllocateArray<byte>(16, pinned: true);
        onHeap[0] = 0xC3;
        void* heap = Unsafe.AsPointer(ref onHeap[0]);
        Check.That("the heap cannot be executed", Probe.CanWrite(heap) && !Probe.CanExecute(heap));

        Check.That("page 0 cannot be read, written or executed", !Probe.CanRead(null) && !Probe.CanRead((void*)0xFFF) && !Probe.CanWrite((void*)8) && !Probe.CanExecute((void*)16));
        Check.Equal("and the fault says that nothing is there", 1, Probe.LastCode);
        Check.That("nor is there anything below the image, or far above it", !Probe.CanRead((void*)0x10_0000) && !Probe.CanRead((void*)0x7FFF_0000_0000));
    }

    [UnmanagedCallersOnly]
    private static int Function() => 7;
}

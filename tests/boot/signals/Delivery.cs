using System.Runtime.InteropServices;

namespace XenGuest.BootGuests.Signals;

internal static unsafe class Delivery
{
    private const ulong SetMask = 14;
    private const ulong Block = 0;
    private const ulong Unblock = 1;
    private const ulong AlternateStack = 131;

    public static void Run()
    {
        Handler first = new();
        Handler second = new();
        first.Attach(Native.FirstSignal, 0);
        second.Attach(Native.SecondSignal, 0);
        ulong me = Native.ThreadId;
        ulong both = (1UL << (Native.FirstSignal - 1)) | (1UL << (Native.SecondSignal - 1));

        _ = Machine.Call(SetMask, Block, (ulong)&both, 0, 8, 0);
        for (int i = 0; i < 3; i++)
        {
            _ = Native.Send(me, Native.FirstSignal);
            _ = Native.Send(me, Native.SecondSignal);
        }

        Check.Equal("masked signals wait", (0UL, 0UL), (first.Calls, second.Calls));
        _ = Machine.Call(SetMask, Unblock, (ulong)&both, 0, 8, 0);
        Check.Equal("and come once each when they are let in", (1UL, 1UL), (first.Calls, second.Calls));
        ulong mask = 1;
        _ = Machine.Call(SetMask, Block, 0, (ulong)&mask, 8, 0);
        Check.Equal("afterwards the mask is what it was", 0UL, mask & both);

        for (int signal = 17; signal <= 28; signal += signal == 17 ? 1 : 5)
        {
            // 17, 18, 23, 28: Linux does nothing at these, if the program does not.
            _ = Native.Send(me, signal);
        }

        Check.That("signals that mean nothing to a program without a wish do nothing", true);

        const ulong Size = 32 * 1024;
        ulong stack = (ulong)NativeMemory.Alloc((nuint)Size);
        ulong* alternate = stackalloc ulong[3] { stack, 0, Size };
        ulong* previous = stackalloc ulong[3];
        _ = Machine.Call(AlternateStack, (ulong)alternate, (ulong)previous, 0, 0, 0);
        first.Attach(Native.FirstSignal, Handler.OnAlternateStack);
        _ = Native.Send(me, Native.FirstSignal);
        Check.That("a handler that asks for it runs on the stack of its own", first.StackPointer - stack < Size);
        _ = Native.Send(me, Native.SecondSignal);
        Check.That("another runs on the thread's", second.StackPointer - stack >= Size && second.Calls == 2);
        previous[1] |= previous[2] == 0 ? 2UL : 0;
        _ = Machine.Call(AlternateStack, (ulong)previous, 0, 0, 0, 0);
        NativeMemory.Free((void*)stack);
    }
}

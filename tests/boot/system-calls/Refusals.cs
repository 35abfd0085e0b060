using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.SystemCalls;

internal static unsafe class Refusals
{
    private const ulong NotCanonical = 0x0000_9000_0000_0000;
    private const ulong Nobody = 77;

    public static void Run()
    {
        Descriptors();
        Arguments();

        // Linux's kexec_load: named once in the log, however often it is made.
        Expect("a call that there is not", Errno.NoSystemCall, 246);
        Expect("the same again", Errno.NoSystemCall, 246);
        Expect("a socket", Errno.NoAddressFamily, 41, 2, 1);
        Expect("events of what has none", Errno.BadDescriptor, 232, 1);
        Expect("a call with a number that nobody uses", Errno.NoSystemCall, 1 << 20);
        Expect("a new process", Errno.NoSystemCall, 56, 17);
        Expect("a file that there is not", Errno.NoEntry, 257, ulong.MaxValue - 99, (ulong)(delegate* unmanaged<void>)&Function);
    }

    private static void Descriptors()
    {
        Expect("reading from what is not open", Errno.BadDescriptor, 0, Nobody);
        Expect("writing to what is not open", Errno.BadDescriptor, 1, Nobody);
        Expect("closing what is not open", Errno.BadDescriptor, 3, Nobody);
        Expect("writing to a descriptor of -1", Errno.BadDescriptor, 1, ulong.MaxValue);
        Expect("seeking on the console", Errno.IllegalSeek, 8, 1);
        Expect("asking the console for its window", Errno.NotTerminal, 16, 1, 0x5413);

        const ulong Duplicate = 1030;
        int opened = 0;
        long last;
        long first = 0;
        while ((last = Machine.Call(72, 1, Duplicate, 0, 0, 0)) >= 0)
        {
            first = opened == 0 ? last : first;
            opened++;
        }

        Check.Equal("descriptors come to an end", -Errno.TooManyDescriptors, last);
        long closed = 0;
        for (int i = 0; i < opened; i++)
        {
            closed |= Machine.Call(3, (ulong)(first + i), 0, 0, 0, 0);
        }

        Check.That("and can be closed again", closed == 0 && opened > 40, $"{opened}");
    }

    private static void Arguments()
    {
        Expect("no memory at all", Errno.Invalid, 9, 0, 0, 3, 0x22);
        Expect("more memory than there are addresses", Errno.OutOfMemory, 9, 0, 0x6FFF_FFFF_F000, 3, 0x22);
        Expect("memory in the machine's half", Errno.OutOfMemory, 9, 0xFFFF_9000_0000_0000, 4096, 3, 0x32);
        Expect("unmapping half a page", Errno.Invalid, 11, 0x1000_0000_0010, 4096);
        Expect("unmapping the image", Errno.Invalid, 11, 0x20_0000, 4096);
        Expect("making text writable", Errno.Access, 10, (ulong)(delegate* unmanaged<void>)&Function & ~0xFFFUL, 4096, 3);
        Expect("protecting what wraps around", Errno.OutOfMemory, 10, 0xFFFF_FFFF_FFFF_F000, 0x40_0000, 3);
        Expect("a thread pointer that is no address", Errno.NotPermitted, 158, 0x1002, NotCanonical);
        Expect("a thread with such a pointer", Errno.NotPermitted, 56, 0x9_0000, 0, 0, 0, NotCanonical);
        ulong* action = stackalloc ulong[4] { NotCanonical, 0, 0, 0 };
        Expect("a handler that is no address", Errno.Fault, 13, 10, (ulong)action, 0, 8);
        Expect("a signal to a thread that there is not", Errno.NoThread, 200, 999_999, 10);
        Expect("a signal that there is not", Errno.Invalid, 200, 1000, 65);
        Expect("a clock that there is not", Errno.Invalid, 228, 99, (ulong)action);
        long* time = stackalloc long[2] { 0, 1_000_000_000 };
        Expect("a second of too many nanoseconds", Errno.Invalid, 35, (ulong)time);
        (time[0], time[1]) = (-1, 0);
        Expect("a time before now", Errno.Invalid, 35, (ulong)time);
        Expect("a futex between two words", Errno.Invalid, 202, (ulong)action + 2, 0);
        Expect("a futex operation that there is not", Errno.NoSystemCall, 202, (ulong)action, 99);
        Expect("an upcall flag outside of the image", Errno.Invalid, (ulong)MachineCall.AttachUpcall, 0, (ulong)action);
        Expect("the upcalls of a vCPU that there is not", Errno.Invalid, (ulong)MachineCall.WaitUpcall, 5);
    }

    private static void Expect(string what, long error, ulong number, ulong a1 = 0, ulong a2 = 0, ulong a3 = 0, ulong a4 = 0, ulong a5 = 0) =>
        Check.Equal(what, -error, Machine.Call(number, a1, a2, a3, a4, a5));

    [System.Runtime.InteropServices.UnmanagedCallersOnly]
    private static void Function()
    {
    }
}

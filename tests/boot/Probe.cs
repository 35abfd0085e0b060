using System;
using System.Runtime.InteropServices;

namespace XenGuest.BootGuests;

/// <summary>Tries an access that may fault: a handler of its own for SIGSEGV returns from the native function that faulted.</summary>
internal static unsafe partial class Probe
{
    private const int SegmentationFault = 11;
    private const int Faulted = -14;

    // siginfo and ucontext of Linux on x86-64: si_code, si_addr, and the registers from offset 40 of the context.
    private const int SignalCode = 2;
    private const int SignalAddress = 2;
    private const int FirstRegister = 5;
    private const int Rax = FirstRegister + 13;
    private const int Rsp = FirstRegister + 15;
    private const int Rip = FirstRegister + 16;

    // struct sigaction of musl: handler, mask of 128 bytes, flags, restorer.
    private const int ActionWords = 19;
    private const int FlagsWord = 17;
    private const ulong WithInformation = 4;

    private static ulong s_address;
    private static int s_code;

    public static bool CanRead(void* address) => !Faults(() => _ = FindEnd((byte*)address, 1), (ulong)address);

    /// <summary>Writes what is there already.</summary>
    public static bool CanWrite(void* address)
    {
        byte value = CanRead(address) ? *(byte*)address : (byte)0;
        return !Faults(() => Fill(address, value, 1), (ulong)address);
    }

    public static bool CanExecute(void* code) => !Faults(() => ((delegate* unmanaged<int>)code)(), (ulong)code);

    /// <summary>The code of the last fault: 1 nothing there, 2 not allowed.</summary>
    public static int LastCode => s_code;

    private static bool Faults(Action access, ulong address)
    {
        ulong* action = stackalloc ulong[ActionWords];
        ulong* previous = stackalloc ulong[ActionWords];
        new Span<ulong>(action, ActionWords).Clear();
        action[0] = (ulong)(delegate* unmanaged<int, int*, ulong*, void>)&Handle;
        *(int*)(action + FlagsWord) = (int)WithInformation;
        s_code = 0;
        s_address = 0;
        int failed = SetAction(SegmentationFault, action, previous);
        access();
        failed |= SetAction(SegmentationFault, previous, null);
        if (failed != 0)
        {
            throw new InvalidOperationException("sigaction failed");
        }

        if (s_code != 0 && s_address != address)
        {
            throw new InvalidOperationException($"the fault is at 0x{s_address:x}, not at 0x{address:x}");
        }

        return s_code != 0;
    }

    [UnmanagedCallersOnly]
    private static void Handle(int signal, int* information, ulong* context)
    {
        s_code = information[SignalCode];
        s_address = ((ulong*)information)[SignalAddress];

        // The functions that are tried keep nothing on their stack: what is there is where they were called from.
        ulong* stack = (ulong*)context[Rsp];
        context[Rip] = *stack;
        context[Rsp] = (ulong)(stack + 1);
        context[Rax] = unchecked((ulong)Faulted);
    }

    [LibraryImport("libc", EntryPoint = "memset")]
    private static partial void* Fill(void* destination, int value, nuint count);

    [LibraryImport("libc", EntryPoint = "strnlen")]
    private static partial nuint FindEnd(byte* text, nuint limit);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SetAction(int signal, ulong* action, ulong* previous);
}

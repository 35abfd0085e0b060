using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace XenGuest.BootGuests.Signals;

/// <summary>
/// A signal handler of machine code: it counts its calls, notes its stack pointer, and then ruins every register that a function
/// may, and the direction flag. Managed code cannot be entered from anywhere, this can.
/// </summary>
internal sealed unsafe class Handler
{
    public const ulong Restart = 0x1000_0000;
    public const ulong OnAlternateStack = 0x0800_0000;

    private const ulong PageSize = 4096;
    private const int ActionWords = 19;
    private const int FlagsWord = 17;

    private readonly ulong* _counters = (ulong*)NativeMemory.AllocZeroed(2 * sizeof(ulong));
    private readonly ulong _code;

    public Handler()
    {
        _code = (ulong)Machine.Call(9, 0, PageSize, 3, 0x22, ulong.MaxValue);
        Span<byte> code = new((void*)_code, (int)PageSize);
        int at = 0;

        // mov rax, counters; lock inc [rax]; mov [rax + 8], rsp
        Append(code, ref at, [0x48, 0xB8, .. BitConverter.GetBytes((ulong)_counters), 0xF0, 0x48, 0xFF, 0x00, 0x48, 0x89, 0x60, 0x08]);

        // ecx, edx, esi, edi, r8d … r11d ^= themselves
        Append(code, ref at, [0x31, 0xC9, 0x31, 0xD2, 0x31, 0xF6, 0x31, 0xFF, 0x45, 0x31, 0xC0, 0x45, 0x31, 0xC9, 0x45, 0x31, 0xD2, 0x45, 0x31, 0xDB]);

        // xmm0 … xmm15 ^= themselves
        for (int register = 0; register < 8; register++)
        {
            byte both = (byte)(0xC0 | (register << 3) | register);
            Append(code, ref at, [0x66, 0x0F, 0xEF, both, 0x66, 0x45, 0x0F, 0xEF, both]);
        }

        // fninit; std; ret
        Append(code, ref at, [0xDB, 0xE3, 0xFD, 0xC3]);
        if (Machine.Call(10, _code, PageSize, 5, 0, 0) != 0)
        {
            throw new InvalidOperationException("the handler's page cannot be made executable");
        }
    }

    public ulong Calls => Volatile.Read(ref *_counters);

    /// <summary>The stack pointer at the last call.</summary>
    public ulong StackPointer => Volatile.Read(ref _counters[1]);

    /// <summary>Handles a signal from now on.</summary>
    public void Attach(int signal, ulong flags)
    {
        ulong* action = stackalloc ulong[ActionWords];
        new Span<ulong>(action, ActionWords).Clear();
        action[0] = _code;
        *(int*)(action + FlagsWord) = (int)flags;
        if (Native.SetAction(signal, action, null) != 0)
        {
            throw new InvalidOperationException("sigaction failed");
        }
    }

    /// <summary>Waits until it has been called so often.</summary>
    public void WaitForCalls(ulong calls)
    {
        while (Calls < calls)
        {
            Thread.Yield();
        }
    }

    private static void Append(Span<byte> code, ref int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(code[at..]);
        at += bytes.Length;
    }
}

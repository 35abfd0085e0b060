using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>What one thread gives and another takes, once for each time it was given.</summary>
/// <remarks>
/// Threads of one crew share a processor, so whoever waits sleeps at once. It is Linux's futex: with .NET's own monitor a
/// hand-over takes seven times as long, and an exploration is little else.
/// </remarks>
internal sealed unsafe class Turn : IDisposable
{
    private const long Futex = 202;
    private const int WaitPrivate = 128;
    private const int WakePrivate = 129;

    private int* _given = (int*)NativeMemory.AllocZeroed(sizeof(int));

    public void Dispose()
    {
        NativeMemory.Free(_given);
        _given = null;
    }

    internal void Give()
    {
        System.Threading.Volatile.Write(ref *_given, 1);
        Call(Futex, _given, WakePrivate, 1, null, null, 0);
    }

    internal void Take()
    {
        while (System.Threading.Interlocked.Exchange(ref *_given, 0) == 0)
        {
            Call(Futex, _given, WaitPrivate, 0, null, null, 0);
        }
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern long Call(long number, int* word, int operation, int value, void* timeout, void* other, int bits);
}

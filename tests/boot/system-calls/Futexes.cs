using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.SystemCalls;

internal static unsafe partial class Futexes
{
    private const ulong Number = 202;
    private const ulong Wait = 0;
    private const ulong Wake = 1;
    private const ulong Requeue = 3;
    private const ulong CompareRequeue = 4;
    private const ulong WaitBits = 9;
    private const ulong WakeBits = 10;
    private const ulong Everybody = int.MaxValue;
    private const uint AllBits = uint.MaxValue;

    private static readonly uint[] s_words = GC.AllocateArray<uint>(2, pinned: true);

    private static readonly List<int> s_woken = [];

    private static ulong First => (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(s_words, 0);

    private static ulong Second => First + sizeof(uint);

    public static void Run()
    {
        Check.Equal("waiting for what is no longer so", -Errno.Again, Call(First, Wait, 1, 0));
        ulong* time = stackalloc ulong[2] { 0, 20_000_000 };
        long start = Stopwatch.GetTimestamp();
        Check.Equal("a wait that nobody ends", -Errno.TimedOut, Call(First, Wait, 0, (ulong)time));
        Check.That("ends in time", Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 20);

        Thread[] waiters = StartWaiters(4, static _ => AllBits);
        for (int i = 0; i < waiters.Length; i++)
        {
            Check.Equal($"wake number {i} wakes one", 1L, Call(First, Wake, 1, 0));
            WaitForWoken(i + 1);
        }

        Check.Equal("who waits first is woken first", "0 1 2 3", Woken(waiters));

        waiters = StartWaiters(3, static i => 1u << i);
        Check.Equal("a wake by bits wakes whose bits it has", 2L, Call(First, WakeBits, Everybody, 0, last: 6));
        WaitForWoken(2);
        Check.Equal("and leaves the others", 1L, Call(First, Wake, Everybody, 0));
        Check.Equal("all three are awake", "0 1 2", string.Join(' ', Woken(waiters).Split(' ').Order()));

        waiters = StartWaiters(5, static _ => AllBits);
        Check.Equal("requeueing is refused when the word has changed", -Errno.Again, Call(First, CompareRequeue, 1, Everybody, Second, last: 9));
        Check.Equal("requeueing onto itself counts and moves nobody", 5L, Call(First, Requeue, 0, Everybody, First));
        Check.Equal("requeueing wakes some and moves some", 3L, Call(First, Requeue, 1, 2, Second));
        WaitForWoken(1);
        Check.Equal("two wait where they were", 2L, Call(First, Wake, Everybody, 0));
        WaitForWoken(3);
        Check.Equal("two where they were moved to", 2L, Call(Second, Wake, Everybody, 0));
        Check.Equal("in the order of their coming", "0 1 2 3 4", string.Join(' ', Woken(waiters).Split(' ').Order()));
        Check.Equal("nobody is left", (0L, 0L), (Call(First, Wake, Everybody, 0), Call(Second, Wake, Everybody, 0)));
    }

    /// <summary>Starts threads that wait for the first word, each once the one before waits.</summary>
    private static Thread[] StartWaiters(int count, Func<int, uint> bits)
    {
        s_woken.Clear();
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            int me = i;
            threads[i] = new Thread(() =>
            {
                _ = Call(First, WaitBits, 0, 0, last: bits(me));
                lock (s_woken)
                {
                    s_woken.Add(me);
                }
            });
            threads[i].Start();

            // Requeueing onto itself counts those who wait.
            while (Call(First, Requeue, 0, Everybody, First) != i + 1)
            {
                Thread.Yield();
            }
        }

        return threads;
    }

    private static void WaitForWoken(int count)
    {
        while (true)
        {
            lock (s_woken)
            {
                if (s_woken.Count >= count)
                {
                    return;
                }
            }

            Thread.Yield();
        }
    }

    private static string Woken(Thread[] threads)
    {
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return string.Join(' ', s_woken);
    }

    private static long Call(ulong word, ulong operation, ulong value, ulong time, ulong other = 0, uint last = 0)
    {
        const ulong Private = 128;
        long result = SystemCall(Number, word, operation | Private, value, time, other, last);
        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(ulong number, ulong first, ulong second, ulong third, ulong fourth, ulong fifth, ulong sixth);
}

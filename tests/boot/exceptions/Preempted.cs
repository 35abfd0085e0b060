using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

namespace XenGuest.BootGuests.Exceptions;

/// <summary>Faults and throws of several threads, each taken away from the processor at any instruction of the unwinding.</summary>
internal static class Preempted
{
    private const int Throwers = 4;
    private const int LeastExceptions = 100;
    private const long LeastSpins = 1000;
    private const ulong LeastInterrupts = 200;

    private static volatile bool s_stop;

    public static void Run()
    {
        long spins = 0;
        int[] counts = new int[Throwers];
        int[] wrong = new int[Throwers];
        Thread spinner = new(() =>
        {
            while (!s_stop)
            {
                spins++;
            }
        });
        Thread[] throwers = [.. Enumerable.Range(0, Throwers).Select(i => new Thread(() => Throw(i, ref counts[i], ref wrong[i])))];
        spinner.Start();
        foreach (Thread thread in throwers)
        {
            thread.Start();
        }

        ulong before = Machine.Counts.TimerInterrupts;

        // The time limit of the boot is the limit of this.
        while (Enumerable.Range(0, Throwers).Any(i => Volatile.Read(ref counts[i]) < LeastExceptions) || Volatile.Read(ref spins) < LeastSpins
            || Machine.Counts.TimerInterrupts < before + LeastInterrupts)
        {
            Thread.Yield();
        }

        s_stop = true;
        foreach (Thread thread in throwers.Append(spinner))
        {
            thread.Join();
        }

        Check.Equal("every exception was caught by its own handler, with its own registers", 0, wrong.Sum());
        Console.WriteLine($"  exceptions {string.Join(' ', counts)}, turns of the spinning thread {spins}");
    }

    private static void Throw(int seed, ref int count, ref int wrong)
    {
        Stopwatch clock = Stopwatch.StartNew();
        double floating = seed + 0.5;
        for (int turn = 0; !s_stop; turn++)
        {
            int expected = (seed * 1000) + turn;
            int seen = -1;
            double before = floating;
            try
            {
                seen = (turn % 3) switch
                {
                    0 => Divide(expected, 0),
                    1 => Dereference(null),
                    _ => throw new InvalidOperationException(),
                };
            }
            catch (DivideByZeroException) when (turn % 3 == 0)
            {
                seen = expected;
            }
            catch (NullReferenceException) when (turn % 3 == 1)
            {
                seen = expected;
            }
            catch (InvalidOperationException) when (turn % 3 == 2)
            {
                seen = expected;
            }

            floating = Math.Sqrt(floating * floating);
            count++;
            wrong += seen == expected && Math.Abs(before - floating) < 1e-9 ? 0 : 1;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int number, int by) => number / by;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Dereference(string? text) => text!.Length;
}

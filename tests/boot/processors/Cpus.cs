using System;
using System.Numerics;
using System.Threading;

namespace XenGuest.BootGuests.Processors;

/// <summary>Threads and the vCPUs they run on.</summary>
internal static unsafe class Cpus
{
    private const int MaskWords = 2;

    public static int Count => Environment.ProcessorCount;

    /// <summary>Where the calling thread runs.</summary>
    public static int Current
    {
        get
        {
            uint cpu;
            _ = Machine.Call(309, (ulong)&cpu, 0, 0, 0, 0);
            return (int)cpu;
        }
    }

    /// <summary>How many vCPUs the calling thread may run on.</summary>
    public static int AllowedCount
    {
        get
        {
            ulong* mask = stackalloc ulong[MaskWords];
            new Span<ulong>(mask, MaskWords).Clear();
            _ = Machine.Call(204, 0, MaskWords * sizeof(ulong), (ulong)mask, 0, 0);
            return BitOperations.PopCount(mask[0]) + BitOperations.PopCount(mask[1]);
        }
    }

    /// <summary>Lets the calling thread run on one vCPU only; 0, or a negative error.</summary>
    public static long StayOn(int cpu)
    {
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        mask[cpu / 64] = 1UL << (cpu % 64);
        return Machine.Call(203, 0, MaskWords * sizeof(ulong), (ulong)mask, 0, 0);
    }

    /// <summary>Starts a thread that stays on one vCPU.</summary>
    public static Thread Start(int cpu, Action body)
    {
        Thread thread = new(() =>
        {
            if (StayOn(cpu) != 0)
            {
                throw new InvalidOperationException($"no thread can stay on vCPU {cpu}");
            }

            body();
        });
        thread.Start();
        return thread;
    }
}

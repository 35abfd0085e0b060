using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace XenGuest.Kernel.Explored;

/// <summary>The processors that crews run on, one each: a hand-over within a processor wakes no other.</summary>
internal static unsafe class ProcessorPool
{
    private const int MaximumProcessors = 1024;

    private static readonly Lock s_lock = new();
    private static readonly List<int> s_free = ListAllowed();

    /// <summary>Takes a processor that no other crew of this program has; null where none is left.</summary>
    internal static int? Take()
    {
        lock (s_lock)
        {
            if (s_free.Count == 0)
            {
                return null;
            }

            int processor = s_free[^1];
            s_free.RemoveAt(s_free.Count - 1);
            return processor;
        }
    }

    internal static void GiveBack(int? processor)
    {
        lock (s_lock)
        {
            if (processor != null)
            {
                s_free.Add(processor.Value);
            }
        }
    }

    /// <summary>Has the thread that calls run on one processor only.</summary>
    internal static void MoveTo(int? processor)
    {
        if (processor != null)
        {
            ulong* mask = stackalloc ulong[MaximumProcessors / 64];
            mask[processor.Value / 64] = 1ul << (processor.Value % 64);
            // Where that is refused a hand-over takes longer, and that is all.
            _ = SetAffinity(0, MaximumProcessors / 8, mask);
        }
    }

    private static List<int> ListAllowed()
    {
        ulong* mask = stackalloc ulong[MaximumProcessors / 64];
        List<int> allowed = [];
        bool known = GetAffinity(0, MaximumProcessors / 8, mask) > 0;
        for (int processor = 0; known && processor < MaximumProcessors; processor++)
        {
            if ((mask[processor / 64] & (1ul << (processor % 64))) != 0)
            {
                allowed.Add(processor);
            }
        }

        return allowed;
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern int SetAffinity(int thread, nint length, ulong* mask);

    [DllImport("libc", EntryPoint = "sched_getaffinity")]
    private static extern int GetAffinity(int thread, nint length, ulong* mask);
}

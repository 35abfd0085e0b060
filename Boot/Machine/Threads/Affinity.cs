using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Threads;

/// <summary>The CPUs that a thread may run on: a bit for each, two words.</summary>
internal static unsafe class Affinity
{
    internal const int Words = CpuTable.Capacity / 64;

    internal static bool Allows(ThreadBlock* thread, CpuBlock* cpu) =>
        thread->IsRestricted == 0 || (thread->Affinity[cpu->Index / 64] & (1UL << (int)(cpu->Index % 64))) != 0;

    /// <summary>Sets them; false, and nothing changed, when there is none of these CPUs.</summary>
    internal static bool TryRestrict(ThreadBlock* thread, ulong* cpus)
    {
        ulong any = 0;
        for (uint word = 0; word < Words; word++)
        {
            any |= cpus[word] & All(word);
        }

        if (any == 0)
        {
            return false;
        }

        if (thread->State == ThreadState.Runnable)
        {
            RunQueue.Restrict(thread, cpus);
        }
        else
        {
            Set(thread, cpus);
        }

        return true;
    }

    /// <summary>One word of a thread's CPUs.</summary>
    internal static ulong Get(ThreadBlock* thread, uint word) => thread->IsRestricted == 0 ? All(word) : thread->Affinity[word];

    internal static void Set(ThreadBlock* thread, ulong* cpus)
    {
        thread->IsRestricted = 0;
        for (uint word = 0; word < Words; word++)
        {
            thread->Affinity[word] = cpus[word] & All(word);
            thread->IsRestricted |= thread->Affinity[word] == All(word) ? (byte)0 : (byte)1;
        }
    }

    private static ulong All(uint word)
    {
        uint first = word * 64;
        uint count = CpuTable.Count;
        return count >= first + 64 ? ulong.MaxValue : count <= first ? 0 : (1UL << (int)(count - first)) - 1;
    }
}

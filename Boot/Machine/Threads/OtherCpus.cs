using XenGuest.Machine.Contract;
using XenGuest.Machine.Processor;

namespace XenGuest.Machine.Threads;

/// <summary>Gets CPUs to look at the run queue. The caller holds the kernel lock.</summary>
internal static unsafe class OtherCpus
{
    private static int s_idle;

    /// <summary>Idle CPUs that were called and have not come yet.</summary>
    private static int s_coming;

    /// <summary>Notes that a CPU has chosen a thread, and whether that is its idle one.</summary>
    internal static void HasChosen(CpuBlock* cpu, byte isIdle)
    {
        s_coming -= cpu->IsIdle & cpu->IsCalled;
        cpu->IsCalled = 0;
        s_idle += isIdle - cpu->IsIdle;
        cpu->IsIdle = isIdle;
    }

    /// <summary>
    /// Calls an idle CPU for each thread that waits and may run there, and a busy one that has set no slice because nothing waited
    /// for it until now.
    /// </summary>
    internal static void CallForWaiting(CpuBlock* self)
    {
        if (RunQueue.First == null || (s_idle == 0 && !RunQueue.HasRestricted))
        {
            return;
        }

        int coming = s_coming;
        for (ThreadBlock* thread = RunQueue.First; thread != null; thread = thread->Next)
        {
            if (coming > 0 && thread->IsRestricted == 0)
            {
                coming--;
                continue;
            }

            CpuBlock* cpu = FindFor(thread, self);
            if (cpu != null)
            {
                Call(cpu);
            }
        }
    }

    /// <summary>Has a CPU schedule, and deliver the signals of the thread that it runs.</summary>
    internal static void Call(CpuBlock* cpu)
    {
        if (cpu->IsCalled == 0)
        {
            cpu->IsCalled = 1;
            s_coming += cpu->IsIdle;
            LocalApic.Send(cpu, Vector.Reschedule);
        }
    }

    /// <summary>
    /// The CPU to call for a thread: the one it ran on last, if that is idle; another idle one; or, if it may run on few, a busy one
    /// without a slice. Null if it need not be called for.
    /// </summary>
    private static CpuBlock* FindFor(ThreadBlock* thread, CpuBlock* self)
    {
        CpuBlock* last = CpuTable.Get(thread->CpuIndex);
        if (IsFreeFor(last, thread))
        {
            return last;
        }

        CpuBlock* withoutSlice = null;
        for (uint i = 0; i < CpuTable.Count; i++)
        {
            CpuBlock* cpu = CpuTable.Get(i);
            if (IsFreeFor(cpu, thread))
            {
                return cpu;
            }

            bool isUnsliced = cpu != self && cpu->IsOnline != 0 && cpu->IsIdle == 0 && cpu->ArmedSlice == ulong.MaxValue;
            if (isUnsliced && thread->IsRestricted != 0 && Affinity.Allows(thread, cpu))
            {
                withoutSlice = cpu;
            }
        }

        return withoutSlice;
    }

    private static bool IsFreeFor(CpuBlock* cpu, ThreadBlock* thread) =>
        cpu->IsIdle != 0 && cpu->IsCalled == 0 && Affinity.Allows(thread, cpu);
}

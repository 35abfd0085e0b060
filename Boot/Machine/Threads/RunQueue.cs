using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Threads;

/// <summary>Threads that want to run and do not, in the order in which they will: one queue for all CPUs.</summary>
internal static unsafe class RunQueue
{
    private static ThreadBlock* s_last;
    private static int s_impatient;
    private static int s_restricted;

    /// <summary>The first thread, whichever CPU it may run on; null when none waits.</summary>
    internal static ThreadBlock* First { get; private set; }

    /// <summary>Whether one of them may not run on every CPU.</summary>
    internal static bool HasRestricted => s_restricted != 0;

    /// <summary>Whether one of them may run on a CPU.</summary>
    internal static bool HasFor(CpuBlock* cpu) => Find(cpu) != null;

    /// <summary>
    /// Whether one of those that may run on a CPU has work for a moment only, as far as can be told: it has woken up, or it yielded.
    /// </summary>
    internal static bool HasImpatientFor(CpuBlock* cpu)
    {
        if (s_impatient == 0 || s_restricted == 0)
        {
            return s_impatient != 0;
        }

        for (ThreadBlock* thread = First; thread != null; thread = thread->Next)
        {
            if (thread->IsImpatient != 0 && Affinity.Allows(thread, cpu))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a thread that has woken up or yields: behind all others, whose slices are short until it has been taken.</summary>
    internal static void PushImpatient(ThreadBlock* thread)
    {
        thread->IsImpatient = 1;
        s_impatient++;
        PushBack(thread);
    }

    internal static void PushBack(ThreadBlock* thread)
    {
        thread->State = ThreadState.Runnable;
        s_restricted += thread->IsRestricted;
        thread->Next = null;
        thread->Previous = s_last;
        if (s_last == null)
        {
            First = thread;
        }
        else
        {
            s_last->Next = thread;
        }

        s_last = thread;
    }

    internal static void PushFront(ThreadBlock* thread)
    {
        thread->State = ThreadState.Runnable;
        s_restricted += thread->IsRestricted;
        thread->Previous = null;
        thread->Next = First;
        if (First == null)
        {
            s_last = thread;
        }
        else
        {
            First->Previous = thread;
        }

        First = thread;
    }

    /// <summary>Takes the first thread that may run on a CPU; null when none waits.</summary>
    internal static ThreadBlock* TakeFirst(CpuBlock* cpu)
    {
        ThreadBlock* thread = Find(cpu);
        if (thread != null)
        {
            Remove(thread);
        }

        return thread;
    }

    /// <summary>Changes where a thread may run that waits here.</summary>
    internal static void Restrict(ThreadBlock* thread, ulong* cpus)
    {
        s_restricted -= thread->IsRestricted;
        Affinity.Set(thread, cpus);
        s_restricted += thread->IsRestricted;
    }

    private static ThreadBlock* Find(CpuBlock* cpu)
    {
        ThreadBlock* thread = First;
        while (thread != null && !Affinity.Allows(thread, cpu))
        {
            thread = thread->Next;
        }

        return thread;
    }

    private static void Remove(ThreadBlock* thread)
    {
        if (thread->Previous == null)
        {
            First = thread->Next;
        }
        else
        {
            thread->Previous->Next = thread->Next;
        }

        if (thread->Next == null)
        {
            s_last = thread->Previous;
        }
        else
        {
            thread->Next->Previous = thread->Previous;
        }

        thread->Next = null;
        thread->Previous = null;
        s_restricted -= thread->IsRestricted;
        s_impatient -= thread->IsImpatient;
        thread->IsImpatient = 0;
    }
}

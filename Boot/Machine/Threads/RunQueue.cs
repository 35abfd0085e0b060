using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Threads;

/// <summary>Threads that want to run and do not, in the order in which they will.</summary>
internal static unsafe class RunQueue
{
    private static ThreadBlock* s_first;
    private static ThreadBlock* s_last;
    private static int s_impatient;

    internal static bool IsEmpty => s_first == null;

    /// <summary>Whether one of them has work for a moment only, as far as can be told: it has woken up, or it yielded.</summary>
    internal static bool HasImpatient => s_impatient != 0;

    /// <summary>Adds a thread that has woken up or yields: behind all others, whose slices are short until it has been taken.</summary>
    internal static void PushImpatient(ThreadBlock* thread)
    {
        thread->IsImpatient = 1;
        s_impatient++;
        PushBack(thread);
    }

    internal static void PushBack(ThreadBlock* thread)
    {
        thread->Next = null;
        thread->Previous = s_last;
        if (s_last == null)
        {
            s_first = thread;
        }
        else
        {
            s_last->Next = thread;
        }

        s_last = thread;
    }

    internal static void PushFront(ThreadBlock* thread)
    {
        thread->Previous = null;
        thread->Next = s_first;
        if (s_first == null)
        {
            s_last = thread;
        }
        else
        {
            s_first->Previous = thread;
        }

        s_first = thread;
    }

    /// <summary>Takes the first thread; null when none waits.</summary>
    internal static ThreadBlock* TakeFirst()
    {
        ThreadBlock* thread = s_first;
        if (thread == null)
        {
            return null;
        }

        s_first = thread->Next;
        if (s_first == null)
        {
            s_last = null;
        }
        else
        {
            s_first->Previous = null;
        }

        thread->Next = null;
        s_impatient -= thread->IsImpatient;
        thread->IsImpatient = 0;
        return thread;
    }
}

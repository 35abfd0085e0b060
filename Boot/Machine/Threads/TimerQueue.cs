using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Threads;

/// <summary>Threads that wait until a time, the earliest first.</summary>
internal static unsafe class TimerQueue
{
    private static ThreadBlock* s_first;

    /// <summary>The earliest deadline, or <see cref="ulong.MaxValue"/>.</summary>
    internal static ulong FirstDeadline => s_first == null ? ulong.MaxValue : s_first->Deadline;

    internal static void Add(ThreadBlock* thread, ulong deadline)
    {
        thread->Deadline = deadline;
        thread->HasDeadline = 1;
        ThreadBlock* before = null;
        ThreadBlock* after = s_first;
        while (after != null && after->Deadline <= deadline)
        {
            before = after;
            after = after->NextSleeper;
        }

        thread->PreviousSleeper = before;
        thread->NextSleeper = after;
        if (before == null)
        {
            s_first = thread;
        }
        else
        {
            before->NextSleeper = thread;
        }

        if (after != null)
        {
            after->PreviousSleeper = thread;
        }
    }

    /// <summary>Takes a thread out, if it is in.</summary>
    internal static void Remove(ThreadBlock* thread)
    {
        if (thread->HasDeadline == 0)
        {
            return;
        }

        thread->HasDeadline = 0;
        if (thread->PreviousSleeper == null)
        {
            s_first = thread->NextSleeper;
        }
        else
        {
            thread->PreviousSleeper->NextSleeper = thread->NextSleeper;
        }

        if (thread->NextSleeper != null)
        {
            thread->NextSleeper->PreviousSleeper = thread->PreviousSleeper;
        }
    }

    /// <summary>Takes the first thread whose time has come; null when there is none.</summary>
    internal static ThreadBlock* TakeExpired(ulong now)
    {
        ThreadBlock* thread = s_first;
        if (thread == null || thread->Deadline > now)
        {
            return null;
        }

        Remove(thread);
        return thread;
    }
}

using System.Collections.Generic;
using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Threads;

/// <summary>Stands in for Machine's scheduler: takes a woken thread out of its queues, as that one does, and notes it.</summary>
internal static unsafe class Scheduler
{
    internal static List<(int Id, long Result)> Woken { get; } = [];

    internal static void Wake(ThreadBlock* thread, long result)
    {
        TimerQueue.Remove(thread);
        FutexTable.Remove(thread);
        Woken.Add((thread->Id, result));
    }
}

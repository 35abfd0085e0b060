using System.Collections.Generic;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.Tests.Threads;

/// <summary>The threads that wait to run.</summary>
internal static unsafe class WokenThreads
{
    /// <summary>Takes them all, and tells who they are.</summary>
    internal static List<int> Take()
    {
        List<int> ids = [];
        CpuBlock anyCpu = default;
        for (ThreadBlock* thread = RunQueue.TakeFirst(&anyCpu); thread != null; thread = RunQueue.TakeFirst(&anyCpu))
        {
            ids.Add(thread->Id);
        }

        return ids;
    }
}

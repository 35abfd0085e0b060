using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Kernel.Explored;

/// <summary>An await in steps, on a thread of the scenario: an await of the compiler's would end in .NET's own pool when a run fails.</summary>
internal static class Waiting
{
    /// <summary>Ends when the pool's thread has run the continuation.</summary>
    /// <exception cref="InvalidOperationException">That will never be.</exception>
    internal static void Await(ValueTask wait)
    {
        ValueTaskAwaiter awaiter = wait.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            bool continued = false;
            awaiter.UnsafeOnCompleted(() => continued = true);
            if (!Schedule.WaitUntil(() => continued))
            {
                throw new InvalidOperationException("A wait does not end.");
            }
        }

        awaiter.GetResult();
    }

    /// <summary>The pool's thread.</summary>
    internal static void RunPool()
    {
        Queue<IThreadPoolWorkItem> work = Schedule.PoolWork;
        while (Schedule.WaitUntil(() => work.Count > 0))
        {
            work.Dequeue().Execute();
        }
    }
}

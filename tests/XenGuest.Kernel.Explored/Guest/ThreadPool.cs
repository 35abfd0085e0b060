using System.Threading;
using XenGuest.Kernel.Explored;

namespace XenGuest;

/// <summary>Stands in for .NET's: a thread of the scenario does the work, when the schedule lets it.</summary>
internal static class ThreadPool
{
    internal static void UnsafeQueueUserWorkItem(IThreadPoolWorkItem item, bool preferLocal) => Schedule.PoolWork.Enqueue(item);
}

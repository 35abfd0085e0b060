using System;
using System.Diagnostics;
using System.Threading;

namespace XenGuest.Dom0;

/// <summary>Waits for what nothing tells of.</summary>
internal static class Patience
{
    /// <summary>Looks again and again until there is something.</summary>
    /// <returns>What was found; null where there was nothing within the limit.</returns>
    public static T? WaitFor<T>(Func<T?> look, TimeSpan limit, int pauseMilliseconds)
        where T : class
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            T? found = look();
            if (found is not null || Stopwatch.GetElapsedTime(start) > limit)
            {
                return found;
            }

            Thread.Sleep(pauseMilliseconds);
        }
    }
}

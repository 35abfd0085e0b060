using System;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Threads;

/// <summary>Thread statics, thread locals and the floating-point registers belong to one thread each.</summary>
internal static class OwnState
{
    private const int Count = 6;

    [ThreadStatic]
    private static int s_own;

    public static void Run()
    {
        using ThreadLocal<int> local = new(static () => -1, trackAllValues: true);
        bool[] right = new bool[Count];
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(i => new Thread(() =>
        {
            bool fresh = s_own == 0 && local.Value == -1;
            s_own = i;
            local.Value = i;
            bool sums = Enumerable.Range(0, 20).All(_ => Math.Abs(Series(i + 1) - Series(i + 1)) == 0);
            right[i] = fresh && sums && s_own == i && local.Value == i;
        }) { Name = $"thread {i}" })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Check.That("six threads keep their statics, locals and floating-point results apart", right.All(static r => r));
        Check.Equal("all thread locals can be listed", Count, local.Values.Count);
        Check.Equal("threads have names", "thread 3", threads[3].Name);
    }

    /// <summary>Some milliseconds of sums in the vector registers.</summary>
    private static double Series(int factor)
    {
        double sum = 0;
        for (int n = 1; n < 20_000; n++)
        {
            sum += factor / ((double)n * n);
        }

        return sum;
    }
}

using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Threads;

internal static class Spinning
{
    private const int Count = 4;

    private static volatile bool s_stop;

    public static void Run()
    {
        long[] turns = new long[Count];
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(i => new Thread(() => Spin(ref turns[i])))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        // This thread sleeps and wakes between the spinning ones: its waits end although nobody yields.
        Stopwatch clock = Stopwatch.StartNew();
        int wakes = 0;
        while (clock.ElapsedMilliseconds < 1000)
        {
            Thread.Sleep(10);
            wakes++;
        }

        s_stop = true;
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        double fairness = (double)turns.Min() / turns.Max();

        // What a busy host takes away from the machine counts as some thread's slice, so this is a bound against starving only.
        Check.That("each of four spinning threads gets a share", fairness > 0.1, $"the least has {fairness:P0} of the most");
        Check.That("a sleeping thread wakes between them", wakes >= 10, $"{wakes} wakes in a second");
    }

    private static void Spin(ref long turns)
    {
        while (!s_stop)
        {
            turns++;
        }
    }
}

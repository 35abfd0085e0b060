using System.Linq;
using System.Threading;

namespace XenGuest.BootGuests.Processors;

/// <summary>Threads run on every vCPU, and where they are told to.</summary>
internal static class Places
{
    private const int Rounds = 100;

    public static void Run()
    {
        int[] wrong = new int[Cpus.Count];
        Thread[] threads = [.. Enumerable.Range(0, Cpus.Count).Select(cpu => Cpus.Start(cpu, () => CountWrongPlaces(cpu, ref wrong[cpu])))];
        Join(threads);
        Check.Equal("all are online", (ulong)Cpus.Count, Machine.Counts.OnlineCpus);
        Check.Equal("a thread that is told where to run is nowhere else", 0, wrong.Sum());
        Check.Equal("and one that is told to run nowhere is refused", -22L, Cpus.StayOn(Cpus.Count));

        int allowed = 0;
        Thread maker = Cpus.Start(0, () =>
        {
            Thread made = new(() => allowed = Cpus.AllowedCount);
            made.Start();
            made.Join();
        });
        maker.Join();
        Check.Equal("a thread may run anywhere, wherever its maker may", Cpus.Count, allowed);

        bool strayed = false;
        Thread wanderer = new(() =>
        {
            for (int i = 0; i < Rounds * Cpus.Count; i++)
            {
                int cpu = i % Cpus.Count;
                strayed |= Cpus.StayOn(cpu) != 0 || Cpus.Current != cpu;
            }
        });
        wanderer.Start();
        wanderer.Join();
        Check.That("a thread moves from vCPU to vCPU as it is told", !strayed);
    }

    private static void CountWrongPlaces(int cpu, ref int wrong)
    {
        for (int i = 0; i < Rounds; i++)
        {
            wrong += Cpus.Current == cpu ? 0 : 1;
            Thread.Yield();
        }
    }

    private static void Join(Thread[] threads)
    {
        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }
}

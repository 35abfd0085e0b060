using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.BootGuests;

Console.WriteLine($"a machine of few MiB; the heap may have {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 10} KiB");
int ran = 0;
Thread[] threads = new Thread[4];
for (int i = 0; i < threads.Length; i++)
{
    threads[i] = new Thread(() => Interlocked.Increment(ref ran));
    threads[i].Start();
}

foreach (Thread thread in threads)
{
    thread.Join();
}

await Task.Delay(10);
for (int i = 0; i < 200; i++)
{
    _ = new byte[20_000];
}

GC.Collect();
Check.Equal("threads, timers and the collector run", 4, ran);
return Check.Verdict("small");

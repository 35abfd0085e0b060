using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.BootGuests.Processors;

namespace XenGuest.BootGuests.VcpuEvents;

/// <summary>The pool's workers, the first of which an event thread makes.</summary>
internal static class Workers
{
    public static async Task BeginAsync(GuestDomain domain)
    {
        using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
        ValueTask wait = channel.WaitAsync();
        channel.Notify();
        await wait;
    }

    public static async Task SpreadAsync(GuestDomain domain)
    {
        // As many at once as there are vCPUs, each of which waits for the others to be elsewhere.
        int count = Math.Min(domain.Vcpus.Count, 4);
        int[] seen = new int[domain.Vcpus.Count];
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() =>
        {
            Interlocked.Increment(ref seen[Cpus.Current]);
            Arrivals.Until("work on as many vCPUs", () =>
            {
                Interlocked.Increment(ref seen[Cpus.Current]);
                return seen.Count(static times => times > 0) >= count;
            });
        })));
        Check.That("it did", seen.Count(static times => times > 0) >= count, string.Join(' ', seen));
    }
}

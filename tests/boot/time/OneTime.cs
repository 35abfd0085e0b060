using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;

namespace XenGuest.BootGuests.Time;

/// <summary>A thread of each vCPU reads, and none reads a time before one that another had read when it began.</summary>
internal static class OneTime
{
    private const int Readings = 3000;

    private static long s_clock;
    private static long s_system;
    private static int s_clockBackwards;
    private static int s_systemBackwards;
    private static int s_elsewhere;

    public static async Task RunAsync(GuestDomain domain)
    {
        await Task.WhenAll(domain.Vcpus.Select(vcpu => Task.Factory.StartNew(() => Read(domain, vcpu.Id), TaskCreationOptions.LongRunning)));

        Check.Equal("each reader stayed on its vCPU", 0, s_elsewhere);
        Check.Equal($"{domain.Vcpus.Count} vCPUs never see the stopwatch go back", 0, s_clockBackwards);
        Check.Equal("nor system time", 0, s_systemBackwards);
        double first = domain.Time.SystemTimeNanoseconds;
        double clock = Stopwatch.GetElapsedTime(0, Stopwatch.GetTimestamp()).TotalNanoseconds;
        double last = domain.Time.SystemTimeNanoseconds;
        Check.That("where nothing was restored the two are one", clock >= first - 100 && clock <= last + 100, $"{first}, {clock}, {last}");
    }

    private static void Read(GuestDomain domain, VcpuId vcpu)
    {
        Processor.StayOn(vcpu.Value);
        for (int i = 0; i < Readings; i++)
        {
            long before = Volatile.Read(ref s_clock);
            long now = Stopwatch.GetTimestamp();
            s_clockBackwards += now < before ? 1 : 0;
            Interlocked.Exchange(ref s_clock, now);

            before = Volatile.Read(ref s_system);
            now = (long)domain.Time.SystemTimeNanoseconds;
            s_systemBackwards += now < before ? 1 : 0;
            Interlocked.Exchange(ref s_system, now);
            s_elsewhere += Processor.Current == vcpu.Value ? 0 : 1;
        }
    }
}

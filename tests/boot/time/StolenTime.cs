using System.Diagnostics;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.Time;

/// <summary>What memory says of a vCPU's time is what the hypercall says, and it is all the time that there was.</summary>
internal static class StolenTime
{
    private const int Readings = 200;

    public static void Run(GuestDomain domain)
    {
        VcpuOperations operations = new(domain.Hypervisor);
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            int outside = 0;
            int backwards = 0;
            ulong last = 0;
            VcpuRunState seen = default;
            for (int i = 0; i < Readings; i++)
            {
                ulong before = Sum(operations.GetRunState(vcpu.Id).Value);
                seen = vcpu.ReadRunState();
                ulong after = Sum(operations.GetRunState(vcpu.Id).Value);
                outside += Sum(seen) < before - Slack || Sum(seen) > after + Slack ? 1 : 0;
                backwards += seen.StolenNanoseconds < last ? 1 : 0;
                last = seen.StolenNanoseconds;
            }

            Check.Equal($"vCPU {vcpu.Id.Value}: memory lies between two answers of Xen", 0, outside);
            Check.Equal("what was stolen does not become less", 0, backwards);
            Check.That("it has run", seen.RunningNanoseconds > 0, $"{seen.State}, running {seen.RunningNanoseconds / 1000} us, stolen {seen.StolenNanoseconds / 1000} us, blocked {seen.BlockedNanoseconds / 1000} us");
        }

        // The calling vCPU runs.
        bool runs = false;
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            runs |= vcpu.ReadRunState().State == RunState.Running;
        }

        Check.That("one of them runs", runs);
        const int Count = 10_000;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Count; i++)
        {
            domain.Vcpus[0].ReadRunState();
        }

        System.Console.WriteLine($"  {Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count:F0} ns a reading");
    }

    /// <summary>Two vCPUs' times of the same moment may differ by a little.</summary>
    private const ulong Slack = 100_000;

    private static ulong Sum(VcpuRunState state) =>
        state.RunningNanoseconds + state.RunnableNanoseconds + state.BlockedNanoseconds + state.OfflineNanoseconds;
}

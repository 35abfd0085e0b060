using System;
using System.Diagnostics;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest.BootGuests.Time;

/// <summary>What Xen does with an area for a vCPU's time. The last of all: Machine's own area is no longer written then.</summary>
internal static unsafe class TimeAreas
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    public static void Run(GuestDomain domain)
    {
        VcpuOperations operations = new(domain.Hypervisor);
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            Processor.StayOn(vcpu.Id.Value);
            LentFrame lent;
            Check.Equal("a page is lent", 0, Machine.Call((ulong)MachineCall.LendFrame, (ulong)&lent, 0, 0, 0, 0));
            VcpuTimeInfo* area = (VcpuTimeInfo*)lent.Address;
            XenErrno answer = operations.RegisterTime(vcpu.Id, area);
            Check.Equal($"vCPU {vcpu.Id.Value}: Xen takes an area", XenErrno.None, answer);
            long start = Stopwatch.GetTimestamp();
            uint first = area->Version;
            while (area->Version == first && Stopwatch.GetElapsedTime(start) < s_longest)
            {
                Thread.Sleep(50);
            }

            bool isWhole = VcpuTime.TryRead(area, out VcpuTimeInfo time);
            Check.That(
                "and writes it",
                isWhole && area->Version != first,
                $"version {first} to {time.Version} in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms, multiplier 0x{time.TscToSystemMultiplier:x}, shift {time.TscShift}, flags {time.Flags}");
            Console.WriteLine($"  vcpu_info: shift {vcpu.Info.Time->TscShift}, flags {vcpu.Info.Time->Flags}; registered: {vcpu.InfoRefusal}");
        }
    }
}

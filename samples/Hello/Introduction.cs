using System;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Hello;

/// <summary>Prints what the guest found.</summary>
internal static class Introduction
{
    private const ulong MiB = 1024 * 1024;

    internal static void Print(GuestDomain domain)
    {
        MachineDescription machine = domain.Machine;
        Row("xen", $"{domain.Xen.Version}, seen by CPUID at 0x{domain.Xen.CpuidBase:x}");
        Row("features", string.Join(' ', domain.Xen.Features));
        Row("role", machine.StartFlags.ToString());
        Row("vcpu", $"{machine.VcpuCount}, time stamp counter {domain.Time.TscFrequency / 1_000_000} MHz");
        Row("memory", $"{machine.UsableBytes / MiB} MiB free at boot, {machine.MemoryMap.Count} ranges in the map");
        foreach (MemoryMapEntry entry in machine.MemoryMap)
        {
            Console.WriteLine($"  0x{entry.Address:x10} - 0x{entry.Address + entry.Size:x10}  {entry.Type}");
        }

        Row("hypercalls", domain.Options.Hypercalls == HypercallForm.Page ? "through the hypercall page" : "direct");
        Row("upcalls", $"{(domain.Upcalls == UpcallWay.Vcpu ? "a vector of each vCPU's own" : "one vector for the domain")}, vcpu_info {(domain.Vcpus[0].InfoRefusal == XenErrno.None ? "in a page of its own" : "in shared_info")}");
        Row("events", domain.EventPorts.Abi == EventAbi.Fifo ? "FIFO" : $"2-level, FIFO: {Refusal(domain)}");
        TimeSpan firstLine = machine.EntryToFirstOutput!.Value;
        Row("boot", $"entry to runtime {machine.EntryToProgram.TotalMilliseconds:F1} ms, to the first line {firstLine.TotalMilliseconds:F1} ms");
        Console.WriteLine($"XenGuest: boot entry-to-first-line-ns {firstLine.Ticks * TimeSpan.NanosecondsPerTick}");
    }

    private static string Refusal(GuestDomain domain) =>
        domain.FifoRefusal == XenErrno.None ? "not wanted" : $"refused, {domain.FifoRefusal}";

    private static void Row(string name, string value) => Console.WriteLine($"{name,-14} {value}");
}

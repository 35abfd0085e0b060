using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;

namespace XenGuest;

/// <summary>The machine that Xen gives this domain.</summary>
public sealed unsafe class MachineDescription
{
    private const ulong PageSize = 4096;

    private MachineDescription(MachineFacts facts)
    {
        VcpuCount = facts.CpuCount;
        UsableBytes = facts.TotalFrames * PageSize;
        EntryToProgram = FromNanoseconds(facts.ProgramTime - facts.EntryTime);
        EntryToFirstOutput = facts.FirstOutputTime == 0 ? null : FromNanoseconds(facts.FirstOutputTime - facts.EntryTime);
        EntryTime = facts.EntryTime;
        StartFlags = ((HvmStartInfo*)facts.StartInfo)->Flags;
        List<MemoryMapEntry> map = [];
        HvmMemmapTableEntry* entries = (HvmMemmapTableEntry*)facts.MemoryMap;
        for (uint i = 0; i < facts.MemoryMapCount; i++)
        {
            map.Add(new MemoryMapEntry(entries[i].Address, entries[i].Size, entries[i].Type));
        }

        MemoryMap = map;
        BootModule[] modules = new BootModule[facts.ModuleCount];
        for (int i = 0; i < modules.Length; i++)
        {
            modules[i] = new BootModule(facts.Modules[i]);
        }

        Modules = modules;
        AcpiRootAddress = ((HvmStartInfo*)facts.StartInfo)->RsdpAddress;
    }

    /// <summary>vCPUs that run threads of this program.</summary>
    public uint VcpuCount { get; }

    /// <summary>RAM that the program can use, in bytes, as it was at boot.</summary>
    public ulong UsableBytes { get; }

    /// <summary>The memory map, as the loader or Xen gave it.</summary>
    public IReadOnlyList<MemoryMapEntry> MemoryMap { get; }

    /// <summary>The files that the loader has put into memory for the program, in its order.</summary>
    public IReadOnlyList<BootModule> Modules { get; }

    /// <summary>The physical address of ACPI's root pointer (RSDP); 0 where there is none.</summary>
    public ulong AcpiRootAddress { get; }

    /// <summary>The domain's role.</summary>
    public StartFlags StartFlags { get; }

    /// <summary>The time from the entry instruction to the first instruction of the runtime.</summary>
    public TimeSpan EntryToProgram { get; }

    /// <summary>
    /// The time from the entry instruction to the hypercall that handed the program's first output to Xen; null where it had
    /// written nothing when it connected to Xen.
    /// </summary>
    public TimeSpan? EntryToFirstOutput { get; }

    /// <summary>System time at the entry instruction, in nanoseconds.</summary>
    public ulong EntryTime { get; }

    internal static MachineDescription Read(in MachineFacts facts) => new(facts);

    private static TimeSpan FromNanoseconds(ulong nanoseconds) => TimeSpan.FromTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick));
}

using System.Runtime;
using XenGuest.Hypercall.Abi;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Traps;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.Processor;

/// <summary>Finds and starts all CPUs but the first.</summary>
/// <remarks>Xen starts a vCPU in long mode, with the tables and registers that it is given: no code of less than 64 bits runs there.</remarks>
internal static unsafe class SecondaryCpus
{
    private const ulong FlagsReserved = 0x2;
    /// <summary>sizeof(struct vcpu_info): a vCPU has its own at its place in Machine's pages for them.</summary>
    internal const uint VcpuInfoSize = 64;

    /// <summary>Starts them. They wait for the kernel lock, which the caller holds, before they look for a thread to run.</summary>
    internal static void Start()
    {
        uint count = PlatformOptions.OnlyFirstVcpu ? 1 : Find();
        if (count == 1)
        {
            return;
        }

        LocalApic.IdentifyFirst(CpuTable.Get(0));
        for (uint index = 1; index < count; index++)
        {
            CpuBlock* cpu = Cpu.Make();
            long error = Start(cpu);
            if (error != 0)
            {
                CpuTable.RemoveLast();
                Report(index, error);
                return;
            }
        }
    }

    /// <summary>How many vCPUs there are: Xen answers ENOENT for the first that is not there.</summary>
    private static uint Find()
    {
        uint count = 1;
        while (count < CpuTable.Capacity && Hypercalls.VcpuOp(VcpuCommand.IsUp, count, null) >= 0)
        {
            count++;
        }

        return count;
    }

    /// <summary>Starts one; 0, or Xen's error.</summary>
    private static long Start(CpuBlock* cpu)
    {
        // A vCPU beyond those of shared_info must have its vcpu_info before Xen lets it start, and before it is up any other vCPU
        // may say where: so it is done here, for all of them.
        cpu->VcpuInfoRefusal = PlaceVcpuInfo(cpu);
        cpu->HasPlacedVcpuInfo = cpu->VcpuInfoRefusal == 0 ? (byte)1 : (byte)0;

        VcpuHvmContext context = default;
        context.Mode = VcpuHvmMode.Bits64;
        ref VcpuHvmX86Bits64 registers = ref context.X86Bits64;
        registers.Rdi = (ulong)cpu;
        registers.Rsp = cpu->KernelStackTop;
        registers.Rip = ImageSymbols.CpuStart;
        registers.Rflags = FlagsReserved;
        registers.Cr0 = ProcessorMode.Cr0;
        registers.Cr3 = PageTables.Root;
        registers.Cr4 = ProcessorMode.Cr4;
        registers.Efer = ProcessorMode.Efer | ProcessorMode.EferLongModeActive;
        long error = Hypercalls.VcpuOp(VcpuCommand.Initialize, cpu->Index, &context);
        return error != 0 ? error : Hypercalls.VcpuOp(VcpuCommand.Up, cpu->Index, null);
    }

    /// <summary>In a domain that was restored, tells Xen once more where this CPU has what Xen writes for it. Runs on that CPU.</summary>
    internal static void GoOnRestored(CpuBlock* cpu)
    {
        if (cpu->HasPlacedVcpuInfo != 0 && PlaceVcpuInfo(cpu) != 0)
        {
            Stop.With("Xen has restored a vCPU and refuses its vcpu_info"u8);
        }

        Clock.Start(cpu);
    }

    /// <summary>Has Xen keep vcpu_info at its place in Machine's page; 0, or Xen's error.</summary>
    private static int PlaceVcpuInfo(CpuBlock* cpu)
    {
        VcpuRegisterVcpuInfo place = default;
        place.GuestFrame = (ImageSymbols.VcpuInfoPages + (cpu->Index * VcpuInfoSize)) / PhysicalMemory.PageSize;
        place.Offset = (uint)((cpu->Index * VcpuInfoSize) % PhysicalMemory.PageSize);
        return (int)Hypercalls.VcpuOp(VcpuCommand.RegisterVcpuInfo, cpu->Index, &place);
    }

    /// <summary>The first C# on a CPU other than the first; returns the thread to run.</summary>
    [RuntimeExport("machine_start_cpu")]
    private static ThreadBlock* Run(CpuBlock* cpu)
    {
        Cpu.Load(cpu);
        LocalApic.EnableSecondary(cpu);
        Clock.Start(cpu);
        KernelLock.Acquire(cpu);

        // What this CPU has translated until now nobody could make it forget.
        PageTables.Load();
        cpu->IsOnline = 1;
        ThreadBlock* next = Trap.Leave(cpu, cpu->Idle, Turn.Keep);
        KernelLock.Release();
        return next;
    }

    private static void Report(uint index, long error)
    {
        TextLine line = default;
        line.Add("machine: vCPU "u8);
        line.AddDecimal(index);
        line.Add(" and those after it stay down: Xen answers error "u8);
        line.AddDecimal((ulong)-error);
        line.Write();
    }
}

using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;

namespace XenGuest.Machine.Processor;

/// <summary>Sets up a CPU's block, descriptor tables and entry registers.</summary>
internal static unsafe class Cpu
{
    private const ulong KernelStackSize = 32 * 1024;
    private const ulong FaultStackSize = 16 * 1024;
    private const ulong IdleStackSize = 4096;
    private const ulong CodeDescriptor = 0x00AF_9B00_0000_FFFF;
    private const ulong DataDescriptor = 0x00CF_9300_0000_FFFF;
    private const ulong TaskDescriptorPresent = 0x89UL << 40;

    /// <summary>IF, TF, DF, AC, NT, IOPL: a system call starts with all of them clear.</summary>
    private const ulong FlagsClearedBySystemCall = 0x47700;

    private static ulong* s_interruptDescriptors;

    /// <summary>The CPU that this code runs on. Before the first is started there is none to ask for.</summary>
    internal static CpuBlock* Current => Instructions.CurrentCpu();

    /// <summary>ECX of CPUID leaf 1, read once: CPUID is an exit to Xen.</summary>
    internal static uint Features { get; private set; }

    /// <summary>Makes the block of the first CPU and loads it into the processor.</summary>
    internal static void StartFirst()
    {
        uint* registers = stackalloc uint[4];
        Instructions.Cpuid(1, 0, registers);
        Features = registers[2];
        s_interruptDescriptors = BuildInterruptDescriptors();
        CpuBlock* first = Make();
        first->IsOnline = 1;
        Load(first);
    }

    /// <summary>Makes the block and the stacks of the next CPU.</summary>
    internal static CpuBlock* Make()
    {
        CpuBlock* cpu = (CpuBlock*)PhysicalMemory.Direct(FrameAllocator.AllocateOrStop());
        cpu->Self = cpu;
        cpu->Index = CpuTable.Count;
        cpu->KernelStackTop = KernelStacks.Allocate(KernelStackSize);
        cpu->FaultStackTop = KernelStacks.Allocate(FaultStackSize);
        cpu->ArmedDeadline = ulong.MaxValue;
        cpu->ArmedSlice = ulong.MaxValue;
        cpu->TrapStackTop = (ulong)&cpu->TrapArea + TrapArea.StackTop;
        cpu->TrapArea.InterruptStack = cpu->FaultStackTop;
        cpu->TrapArea.FatalStack = KernelStacks.Allocate(FaultStackSize);
        cpu->TrapArea.IoMapBase = TrapArea.TaskStateLimit + 1;
        cpu->Idle = ThreadTable.CreateIdle(KernelStacks.Allocate(IdleStackSize));

        ulong task = (ulong)&cpu->TrapArea + TrapArea.TaskState;
        cpu->Descriptors[0] = 0;
        cpu->Descriptors[1] = CodeDescriptor;
        cpu->Descriptors[2] = DataDescriptor;
        cpu->Descriptors[3] = TrapArea.TaskStateLimit | ((task & 0xFF_FFFF) << 16) | TaskDescriptorPresent | ((task >> 24 & 0xFF) << 56);
        cpu->Descriptors[4] = task >> 32;
        CpuTable.Add(cpu);
        return cpu;
    }

    /// <summary>Loads a block into the processor that this code runs on, whose it is from now on.</summary>
    internal static void Load(CpuBlock* cpu)
    {
        // The pseudo-descriptor is ten bytes: a 16-bit limit, then the base.
        byte* register = stackalloc byte[16];
        *(ushort*)register = (5 * 8) - 1;
        *(ulong*)(register + 2) = (ulong)cpu->Descriptors;
        Instructions.LoadGlobalDescriptors(register);
        Instructions.LoadTask(Selector.TaskState);
        *(ushort*)register = (Vector.Count * 16) - 1;
        *(ulong*)(register + 2) = (ulong)s_interruptDescriptors;
        Instructions.LoadInterruptDescriptors(register);

        Instructions.WriteMsr(ModelSpecificRegister.GsBase, (ulong)cpu);
        Instructions.WriteMsr(ModelSpecificRegister.SystemCallSelectors, (ulong)Selector.Code << 32);
        Instructions.WriteMsr(ModelSpecificRegister.SystemCallEntry, ImageSymbols.SystemCall);
        Instructions.WriteMsr(ModelSpecificRegister.SystemCallFlagMask, FlagsClearedBySystemCall);
    }

    /// <summary>Interrupt gates for every vector: interrupts off, on a stack of its own.</summary>
    private static ulong* BuildInterruptDescriptors()
    {
        const ulong InterruptGate = 0x8EUL << 40;
        ulong* table = (ulong*)PhysicalMemory.Direct(FrameAllocator.AllocateOrStop());
        ulong stubs = ImageSymbols.TrapStubs;
        for (int vector = 0; vector < Vector.Count; vector++)
        {
            ulong stub = stubs + ((ulong)vector * 16);
            ulong stack = Vector.IsFatal(vector) ? 3UL : 1UL;
            table[vector * 2] = (stub & 0xFFFF) | ((ulong)Selector.Code << 16) | (stack << 32) | InterruptGate | ((stub >> 16 & 0xFFFF) << 48);
            table[(vector * 2) + 1] = stub >> 32;
        }

        return table;
    }
}

using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Processor;

/// <summary>This CPU's local interrupt controller: the one-shot timer, the end of interrupts, and interrupts to other CPUs.</summary>
/// <remarks>
/// In x2APIC mode a register is an MSR, which costs one exit to Xen; the memory-mapped form costs Xen's instruction emulator as
/// well, and is used only where x2APIC is not offered.
/// </remarks>
internal static unsafe class LocalApic
{
    private const ulong MemoryMappedBase = 0xFEE0_0000;
    private const uint X2ApicFirstRegister = 0x800;
    private const ulong ApicBaseEnable = 1UL << 11;
    private const ulong ApicBaseX2Apic = 1UL << 10;
    private const ulong ApicBaseFirstCpu = 1UL << 8;
    private const uint CpuidX2Apic = 1u << 21;

    private const uint Identity = 0x2;
    private const uint EndOfInterruptRegister = 0xB;
    private const uint SpuriousVector = 0xF;
    private const uint CommandLow = 0x30;
    private const uint CommandHigh = 0x31;
    private const uint TimerVector = 0x32;
    private const uint TimerInitialCount = 0x38;
    private const uint SoftwareEnable = 0x100;

    /// <summary>Fixed delivery to one CPU by its number, level asserted.</summary>
    private const uint CommandAssert = 1u << 14;
    private const uint CommandToSelf = 1u << 18;

    /// <summary>
    /// Xen's virtual LAPIC has a fixed bus cycle of 10 ns (APIC_BUS_CYCLE_NS, xen/arch/x86/include/asm/apicdef.h), and the timer counts
    /// every second one: the divisor is left at its reset value, for each register that is written costs an exit.
    /// </summary>
    private const ulong NanosecondsPerCount = 20;

    private static bool s_x2Apic;

    /// <summary>Finds out how the controllers are reached, and enables the first CPU's.</summary>
    internal static void Start()
    {
        s_x2Apic = (Cpu.Features & CpuidX2Apic) != 0;
        if (!s_x2Apic)
        {
            PageTables.Map(PhysicalMemory.DirectAddress(MemoryMappedBase), MemoryMappedBase, PageFlags.DeviceData);
        }

        Enable(MemoryMappedBase | ApicBaseFirstCpu);
    }

    /// <summary>Enables the controller of the CPU that this code runs on, another than the first.</summary>
    internal static void EnableSecondary(CpuBlock* cpu)
    {
        Enable(MemoryMappedBase);
        cpu->ApicId = ReadId();
    }

    /// <summary>Finds out by what the first CPU is called. It is not asked for on a machine with one CPU: it is an exit.</summary>
    internal static void IdentifyFirst(CpuBlock* cpu) => cpu->ApicId = ReadId();

    /// <summary>Interrupts another CPU, at once or when it next takes interrupts.</summary>
    internal static void Send(CpuBlock* cpu, uint vector)
    {
        if (s_x2Apic)
        {
            Instructions.WriteMsr(X2ApicFirstRegister + CommandLow, ((ulong)cpu->ApicId << 32) | CommandAssert | vector);
            return;
        }

        Write(CommandHigh, cpu->ApicId << 24);
        Write(CommandLow, CommandAssert | vector);
    }

    /// <summary>Interrupts the CPU that this code runs on. It may have interrupted <see cref="Send"/>, between whose two writes the target stands
    /// in a register that this does not write.</summary>
    internal static void SendToSelf(uint vector)
    {
        if (s_x2Apic)
        {
            Instructions.WriteMsr(X2ApicFirstRegister + CommandLow, CommandToSelf | CommandAssert | vector);
        }
        else
        {
            Write(CommandLow, CommandToSelf | CommandAssert | vector);
        }
    }

    /// <summary>With the timer off.</summary>
    private static void Enable(ulong mode)
    {
        mode |= ApicBaseEnable;
        Instructions.WriteMsr(ModelSpecificRegister.ApicBase, s_x2Apic ? mode | ApicBaseX2Apic : mode);
        Write(SpuriousVector, SoftwareEnable | Vector.Spurious);
        Write(TimerVector, Vector.Timer);
    }

    internal static void EndOfInterrupt() => Write(EndOfInterruptRegister, 0);

    /// <summary>Lets the timer fire once, in <paramref name="nanoseconds"/> from now (at most some 80 s; earlier than asked is allowed).</summary>
    internal static void ArmTimer(ulong nanoseconds)
    {
        ulong counts = (nanoseconds + NanosecondsPerCount - 1) / NanosecondsPerCount;
        Write(TimerInitialCount, counts == 0 ? 1 : counts > uint.MaxValue ? uint.MaxValue : (uint)counts);
    }

    private static uint ReadId() => s_x2Apic
        ? (uint)Instructions.ReadMsr(X2ApicFirstRegister + Identity)
        : Instructions.ReadRegister32(PhysicalMemory.DirectAddress(MemoryMappedBase) + (Identity << 4)) >> 24;

    private static void Write(uint register, uint value)
    {
        if (s_x2Apic)
        {
            Instructions.WriteMsr(X2ApicFirstRegister + register, value);
        }
        else
        {
            Instructions.WriteRegister32(PhysicalMemory.DirectAddress(MemoryMappedBase) + (register << 4), value);
        }
    }
}

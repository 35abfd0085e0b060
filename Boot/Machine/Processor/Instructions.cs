using System.Runtime;
using System.Runtime.CompilerServices;
using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Processor;

/// <summary>The instructions that Boot/Entry emits as functions.</summary>
internal static unsafe class Instructions
{
    [RuntimeImport("*", "processor_in8")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern uint In8(uint port);

    [RuntimeImport("*", "processor_out8")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Out8(uint port, uint value);

    [RuntimeImport("*", "processor_out16")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Out16(uint port, uint value);

    [RuntimeImport("*", "processor_out32")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Out32(uint port, uint value);

    /// <summary>CPUID into four words: EAX, EBX, ECX, EDX.</summary>
    [RuntimeImport("*", "processor_cpuid")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Cpuid(uint leaf, uint subleaf, uint* registers);

    [RuntimeImport("*", "processor_write_msr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void WriteMsr(uint register, ulong value);

    [RuntimeImport("*", "processor_read_msr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong ReadMsr(uint register);

    /// <summary>The block that GS points to.</summary>
    [RuntimeImport("*", "processor_current_cpu")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern CpuBlock* CurrentCpu();

    [RuntimeImport("*", "processor_read_tsc")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong ReadTsc();

    [RuntimeImport("*", "processor_read_cr2")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern ulong ReadFaultAddress();

    [RuntimeImport("*", "processor_write_cr3")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void WritePageTableBase(ulong frame);

    [RuntimeImport("*", "processor_load_gdt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void LoadGlobalDescriptors(void* register);

    [RuntimeImport("*", "processor_load_idt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void LoadInterruptDescriptors(void* register);

    [RuntimeImport("*", "processor_load_task")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void LoadTask(ushort selector);

    /// <summary>RDRAND; the caller has checked that the processor has it. Zero when no number was ready.</summary>
    [RuntimeImport("*", "processor_random")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern uint Random(ulong* value);

    [RuntimeImport("*", "processor_halt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Halt();

    [RuntimeImport("*", "processor_pause")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void Pause();

    [RuntimeImport("*", "processor_invalidate_page")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void InvalidatePage(ulong address);

    [RuntimeImport("*", "processor_read_register32")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern uint ReadRegister32(ulong address);

    [RuntimeImport("*", "processor_write_register32")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void WriteRegister32(ulong address, uint value);

    /// <summary>Writes and returns what was there, in one locked step.</summary>
    [RuntimeImport("*", "processor_exchange32")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern uint Exchange32(uint* address, uint value);
}

using System.Collections.Generic;
using Iced.Intel;
using XenGuest.Entry.ObjectFile;
using XenGuest.Machine.Contract;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Entry.Emission;

/// <summary>The PVH entry: 32-bit protected mode, flat segments, paging off, EBX = hvm_start_info; leads into long mode.</summary>
/// <remarks>
/// Follows docs/misc/pvh.pandoc of Xen. The first 4 GiB are mapped one to one for as long as Machine needs to build its own
/// tables. Nothing here writes an MSR of Xen's: the hypercall page must be registered by 64-bit code, or Xen latches the
/// 32-bit layout of shared_info.
/// Control registers are written whole, without being read: the ABI says what CR0 and CR4 hold here, of EFER no other bit is
/// wanted, and each reading is an exit to Xen. The FPU is touched early: until then Xen itself may run with CR0.TS set, and an
/// emulator that keeps translated code apart by that bit translates Xen's code twice.
/// </remarks>
internal static class PvhEntry
{
    private const uint PresentWritable = 0x3;
    private const uint PresentWritableLarge = 0x83;
    private const uint PageSize = 4096;
    private const uint LargePageSize = 0x20_0000;
    private const uint DirectoryCount = 4;

    private const uint Efer = 0xC000_0080;

    /// <summary>The 32-bit half, up to the far jump into 64-bit code.</summary>
    internal static Assembler Emit32(SymbolTable symbols, out Dictionary<string, Label> exported)
    {
        Assembler a = new(32);
        Label start = a.CreateLabel("xenguest_pvh_start");
        a.Label(ref start);
        a.cli();
        a.cld();
        a.rdtsc();
        a.mov(__dword_ptr[(uint)symbols["xenguest_entry_tsc"]], eax);
        a.mov(__dword_ptr[(uint)symbols["xenguest_entry_tsc"] + 4], edx);
        a.fninit();
        a.mov(esi, ebx);
        MapFirstGibibytes(a, symbols);

        a.mov(eax, (uint)symbols["xenguest_boot_pml4"]);
        a.mov(cr3, eax);
        a.mov(eax, ProcessorMode.Cr4);
        a.mov(cr4, eax);
        a.mov(ecx, Efer);
        a.mov(eax, ProcessorMode.Efer);
        a.xor(edx, edx);
        a.wrmsr();
        a.mov(eax, ProcessorMode.Cr0);
        a.mov(cr0, eax);
        a.lgdt(__fword_ptr[(uint)symbols["xenguest_boot_gdtr"]]);
        a.AddInstruction(Instruction.CreateBranch(Code.Jmp_ptr1632, Selector.Code, (uint)symbols["xenguest_start64"]));
        exported = new() { ["xenguest_pvh_start"] = start };
        return a;
    }

    /// <summary>The 64-bit half: a stack, and Machine's start; what it returns is the first thread.</summary>
    internal static Assembler Emit64(SymbolTable symbols, out Dictionary<string, Label> exported)
    {
        Assembler a = new(64);
        Label start = a.CreateLabel("xenguest_start64");
        a.Label(ref start);
        a.mov(eax, Selector.Data);
        a.mov(ds, eax);
        a.mov(es, eax);
        a.mov(ss, eax);
        a.xor(eax, eax);
        a.mov(fs, eax);
        a.mov(gs, eax);
        a.mov(rsp, symbols["xenguest_boot_stack_top"]);
        a.mov(edi, esi);
        a.xor(ebp, ebp);
        a.call(symbols["machine_start"]);
        a.jmp(symbols["xenguest_resume"]);
        exported = new() { ["xenguest_start64"] = start };
        return a;
    }

    /// <summary>Where Xen starts every other CPU: in long mode, on its own stack, RDI its block.</summary>
    internal static Assembler EmitCpuStart(SymbolTable symbols, out Dictionary<string, Label> exported)
    {
        Assembler a = new(64);
        Label start = a.CreateLabel("xenguest_cpu_start");
        a.Label(ref start);
        a.cld();
        a.xor(ebp, ebp);
        a.call(symbols["machine_start_cpu"]);
        a.jmp(symbols["xenguest_resume"]);
        exported = new() { ["xenguest_cpu_start"] = start };
        return a;
    }

    /// <summary>One top-level entry, four entries of a gibibyte, and their directories of 2 MiB pages.</summary>
    private static void MapFirstGibibytes(Assembler a, SymbolTable symbols)
    {
        a.mov(eax, (uint)symbols["xenguest_boot_pdpt"]);
        a.or(eax, PresentWritable);
        a.mov(__dword_ptr[(uint)symbols["xenguest_boot_pml4"]], eax);

        a.mov(edi, (uint)symbols["xenguest_boot_pdpt"]);
        a.mov(eax, (uint)symbols["xenguest_boot_directories"]);
        a.or(eax, PresentWritable);
        a.mov(ecx, DirectoryCount);
        Label directory = a.CreateLabel();
        a.Label(ref directory);
        a.mov(__dword_ptr[edi], eax);
        a.add(eax, PageSize);
        a.add(edi, 8);
        a.dec(ecx);
        a.jne(directory);

        a.mov(edi, (uint)symbols["xenguest_boot_directories"]);
        a.mov(eax, PresentWritableLarge);
        a.mov(ecx, DirectoryCount * 512);
        Label page = a.CreateLabel();
        a.Label(ref page);
        a.mov(__dword_ptr[edi], eax);
        a.add(eax, LargePageSize);
        a.add(edi, 8);
        a.dec(ecx);
        a.jne(page);
    }
}

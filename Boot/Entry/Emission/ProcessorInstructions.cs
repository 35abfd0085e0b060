using System.Collections.Generic;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Entry.Emission;

/// <summary>Instructions that C# has no words for, each as a function with the C calling convention.</summary>
internal sealed class ProcessorInstructions
{
    private readonly Assembler _a = new(64);
    private readonly Dictionary<string, Label> _exported = [];

    internal static Assembler Emit(out Dictionary<string, Label> exported)
    {
        ProcessorInstructions instructions = new();
        instructions.EmitPorts();
        instructions.EmitRegisters();
        instructions.EmitMemory();
        instructions.EmitMachineCall();
        exported = instructions._exported;
        return instructions._a;
    }

    private void Function(string name)
    {
        _a.nop();
        Label label = _a.CreateLabel(name);
        _a.Label(ref label);
        _exported.Add(name, label);
    }

    private void EmitPorts()
    {
        Function("processor_in8");
        _a.mov(edx, edi);
        _a.xor(eax, eax);
        _a.@in(al, dx);
        _a.ret();
        Function("processor_out8");
        _a.mov(edx, edi);
        _a.mov(eax, esi);
        _a.@out(dx, al);
        _a.ret();
        Function("processor_out16");
        _a.mov(edx, edi);
        _a.mov(eax, esi);
        _a.@out(dx, ax);
        _a.ret();
        Function("processor_out32");
        _a.mov(edx, edi);
        _a.mov(eax, esi);
        _a.@out(dx, eax);
        _a.ret();
    }

    private void EmitRegisters()
    {
        // (leaf, subleaf, uint* eax ebx ecx edx)
        Function("processor_cpuid");
        _a.push(rbx);
        _a.mov(r8, rdx);
        _a.mov(eax, edi);
        _a.mov(ecx, esi);
        _a.cpuid();
        _a.mov(__dword_ptr[r8], eax);
        _a.mov(__dword_ptr[r8 + 4], ebx);
        _a.mov(__dword_ptr[r8 + 8], ecx);
        _a.mov(__dword_ptr[r8 + 12], edx);
        _a.pop(rbx);
        _a.ret();
        Function("processor_write_msr");
        _a.mov(ecx, edi);
        _a.mov(rax, rsi);
        _a.mov(rdx, rsi);
        _a.shr(rdx, 32);
        _a.wrmsr();
        _a.ret();
        Function("processor_read_msr");
        _a.mov(ecx, edi);
        _a.rdmsr();
        _a.shl(rdx, 32);
        _a.or(rax, rdx);
        _a.ret();
        Function("processor_current_cpu");
        _a.mov(rax, __qword_ptr.gs[Layout.CpuSelf]);
        _a.ret();
        Function("processor_read_tsc");
        _a.rdtsc();
        _a.shl(rdx, 32);
        _a.or(rax, rdx);
        _a.ret();
        Function("processor_read_cr2");
        _a.mov(rax, cr2);
        _a.ret();
        Function("processor_write_cr3");
        _a.mov(cr3, rdi);
        _a.ret();

        // (descriptor of the table: ushort limit, ulong base), then the selectors are loaded anew.
        Function("processor_load_gdt");
        _a.lgdt(__[rdi]);
        _a.mov(eax, Machine.Contract.Selector.Data);
        _a.mov(ss, eax);
        _a.mov(ds, eax);
        _a.mov(es, eax);
        _a.pop(rax);
        _a.push(Machine.Contract.Selector.Code);
        _a.push(rax);
        _a.AddInstruction(Instruction.Create(Code.Retfq));
        Function("processor_load_idt");
        _a.lidt(__[rdi]);
        _a.ret();
        Function("processor_load_task");
        _a.ltr(di);
        _a.ret();

        // (ulong* value): 1 when the processor had a random number.
        Function("processor_random");
        _a.rdrand(rdx);
        _a.mov(__qword_ptr[rdi], rdx);
        _a.setc(al);
        _a.movzx(eax, al);
        _a.ret();
        Function("processor_halt");
        _a.cli();
        _a.hlt();
        _a.ret();
        Function("processor_pause");
        _a.pause();
        _a.ret();
    }

    private void EmitMemory()
    {
        Function("processor_invalidate_page");
        _a.invlpg(__byte_ptr[rdi]);
        _a.ret();

        // Device registers must be read and written with their full width; a compiler may narrow an access, machine code does not.
        Function("processor_read_register32");
        _a.mov(eax, __dword_ptr[rdi]);
        _a.ret();
        Function("processor_write_register32");
        _a.mov(__dword_ptr[rdi], esi);
        _a.ret();
        Function("processor_exchange32");
        _a.mov(eax, esi);
        _a.xchg(__dword_ptr[rdi], eax);
        _a.ret();
    }

    /// <summary>long machine_call(number, a1, a2, a3, a4, a5): the system-call instruction with C's arguments.</summary>
    private void EmitMachineCall()
    {
        Function("machine_call");
        _a.mov(rax, rdi);
        _a.mov(rdi, rsi);
        _a.mov(rsi, rdx);
        _a.mov(rdx, rcx);
        _a.mov(r10, r8);
        _a.mov(r8, r9);
        _a.syscall();
        _a.ret();
    }
}

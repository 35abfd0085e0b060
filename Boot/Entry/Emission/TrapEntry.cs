using System.Collections.Generic;
using Iced.Intel;
using XenGuest.Entry.ObjectFile;
using XenGuest.Machine.Contract;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Entry.Emission;

/// <summary>The ways into Machine and out again: interrupt stubs, the system-call entry, and the switch to a thread.</summary>
/// <remarks>
/// Every vector switches stacks (IST), because the interrupted code may be C code that uses its red zone. IST1 points at the
/// end of the running thread's register frame, so the processor itself saves the thread into its block. While Machine runs
/// (interrupts off, <see cref="CpuBlock.InKernel"/> set) IST1 points at the fault stack: a fault there is Machine's own and
/// ends in <c>machine_fatal</c>.
/// </remarks>
internal static class TrapEntry
{
    internal const int StubSize = 16;
    private const uint FsBase = 0xC000_0100;

    private static readonly AssemblerRegister64[] s_pushed = [rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15];

    internal static Assembler Emit(SymbolTable symbols, out Dictionary<string, Label> exported)
    {
        Assembler a = new(64);
        Label stubs = EmitStubs(a, symbols);
        Label common = a.CreateLabel("xenguest_trap_common");
        Label fatal = a.CreateLabel("xenguest_trap_fatal");
        Label systemCall = EmitSystemCallEntry(a, common);

        a.Label(ref common);
        foreach (AssemblerRegister64 register in s_pushed)
        {
            a.push(register);
        }

        a.cld();
        a.mov(rdi, rsp);
        a.cmp(__qword_ptr.gs[Layout.CpuInKernel], 0);
        Label own = a.CreateLabel();
        a.jne(own);
        a.mov(__qword_ptr.gs[Layout.CpuInKernel], 1);
        a.mov(rax, __qword_ptr.gs[Layout.CpuFaultStackTop]);
        a.mov(__qword_ptr.gs[Layout.CpuInterruptStack], rax);
        a.fxsave64(__[rdi + Layout.ThreadFloatingPoint]);
        a.mov(rsp, __qword_ptr.gs[Layout.CpuKernelStackTop]);
        a.xor(ebp, ebp);
        a.call(symbols["machine_trap"]);

        Label resume = EmitResume(a);

        a.Label(ref fatal);
        foreach (AssemblerRegister64 register in s_pushed)
        {
            a.push(register);
        }

        a.cld();
        a.mov(rdi, rsp);
        Label report = a.CreateLabel();
        a.jmp(report);

        // Interrupts are off here, so an external one can only be a second delivery of one that was taken: QEMU's nested SVM makes
        // them under load (see docs/machine.md). It is dropped; the first delivery is being handled.
        a.Label(ref own);
        a.cmp(__qword_ptr[rdi + Layout.FrameVector], Vector.FirstExternal);
        a.jb(report);
        PopRegisters(a);
        a.add(rsp, 16);
        a.iretq();

        a.Label(ref report);
        a.and(rsp, -16);
        a.xor(ebp, ebp);
        a.call(symbols["machine_fatal"]);
        Label idle = EmitIdle(a);

        exported = new()
        {
            ["xenguest_trap_stubs"] = stubs,
            ["xenguest_trap_common"] = common,
            ["xenguest_trap_fatal"] = fatal,
            ["xenguest_system_call"] = systemCall,
            ["xenguest_resume"] = resume,
            ["xenguest_idle"] = idle,
        };
        return a;
    }

    /// <summary>One stub a vector, each 16 bytes: error code (or 0), vector, and on to the common part.</summary>
    private static Label EmitStubs(Assembler a, SymbolTable symbols)
    {
        Label stubs = a.CreateLabel("xenguest_trap_stubs");
        a.Label(ref stubs);
        for (int vector = 0; vector < Vector.Count; vector++)
        {
            int length = 0;
            if (!Vector.PushesErrorCode(vector))
            {
                a.push(0);
                length += 2;
            }

            a.push(vector);

            // By symbol, not by label: a relocated jump has always its long form, so every stub has the same length.
            a.jmp(symbols[Vector.IsFatal(vector) ? "xenguest_trap_fatal" : "xenguest_trap_common"]);
            length += 2 + 5;
            a.nop(StubSize - length);
        }

        return stubs;
    }

    /// <summary><c>syscall</c> does not switch stacks: build in the thread's block the frame that an interrupt would have pushed.</summary>
    private static Label EmitSystemCallEntry(Assembler a, Label common)
    {
        Label entry = a.CreateLabel("xenguest_system_call");
        a.Label(ref entry);
        a.mov(__qword_ptr.gs[Layout.CpuSavedStackPointer], rsp);
        a.mov(rsp, __qword_ptr.gs[Layout.CpuCurrent]);
        a.add(rsp, Layout.FrameSize);
        a.push(Selector.Data);
        a.push(__qword_ptr.gs[Layout.CpuSavedStackPointer]);
        a.push(r11);
        a.push(Selector.Code);
        a.push(rcx);
        a.push(0);
        a.push(Vector.SystemCall);
        a.jmp(common);
        return entry;
    }

    /// <summary>Switches to the thread in RAX. Interrupts are off; <c>iretq</c> gives the thread its own flags back.</summary>
    private static Label EmitResume(Assembler a)
    {
        Label resume = a.CreateLabel("xenguest_resume");
        a.Label(ref resume);
        a.mov(rdi, rax);
        a.mov(__qword_ptr.gs[Layout.CpuCurrent], rdi);
        a.mov(rax, __qword_ptr[rdi + Layout.ThreadPointer]);
        a.cmp(rax, __qword_ptr.gs[Layout.CpuLoadedThreadPointer]);
        Label loaded = a.CreateLabel();
        a.je(loaded);
        a.mov(__qword_ptr.gs[Layout.CpuLoadedThreadPointer], rax);
        a.mov(rdx, rax);
        a.shr(rdx, 32);
        a.mov(ecx, FsBase);
        a.wrmsr();
        a.Label(ref loaded);
        a.fxrstor64(__[rdi + Layout.ThreadFloatingPoint]);

        // Only now, in one run without a jump up to iretq, does the thread's block become the interrupt stack again: nothing may
        // be pushed there while it still holds what the thread is to go on with.
        a.lea(rcx, __[rdi + Layout.FrameSize]);
        a.mov(__qword_ptr.gs[Layout.CpuInterruptStack], rcx);
        a.mov(__qword_ptr.gs[Layout.CpuInKernel], 0);
        a.mov(rsp, rdi);
        PopRegisters(a);
        a.add(rsp, 16);
        a.iretq();
        return resume;
    }

    private static void PopRegisters(Assembler a)
    {
        for (int i = s_pushed.Length - 1; i >= 0; i--)
        {
            a.pop(s_pushed[i]);
        }
    }

    /// <summary>The idle thread: an ordinary thread that runs when nobody else wants to.</summary>
    private static Label EmitIdle(Assembler a)
    {
        Label idle = a.CreateLabel("xenguest_idle");
        a.Label(ref idle);
        a.sti();
        a.hlt();
        a.jmp(idle);
        return idle;
    }
}

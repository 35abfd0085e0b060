using System.Collections.Generic;
using Iced.Intel;
using XenGuest.Entry.ObjectFile;
using XenGuest.Machine.Contract;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Entry.Emission;

/// <summary>The ways into Machine and out again: interrupt stubs, the system-call entry, and the switch to a thread.</summary>
/// <remarks>
/// Every vector switches stacks (IST), because the interrupted code may be C code that uses its red zone. IST1 says who was
/// interrupted:
/// <list type="bullet">
/// <item>A thread runs: IST1 is the end of the CPU's <see cref="TrapArea"/>. There the processor's first push, of SS, overwrites
/// IST1 itself. Until this code puts the fault stack into it, IST1 is a selector: a stack without memory.</item>
/// <item>Machine runs, interrupts off: IST1 is the fault stack. A fault there is Machine's own and ends in <c>machine_fatal</c>.</item>
/// </list>
/// Why so: QEMU's nested SVM now and then delivers an interrupt a second time, with interrupts off, even before the handler's first
/// instruction (docs/machine.md). The second delivery must not overwrite the frame of the first. Wherever it comes it is dropped:
/// <list type="number">
/// <item>Before the fault stack is in IST1: the pushes have no memory, which is a double fault; <c>xenguest_trap_fatal</c> goes back.</item>
/// <item>While Machine runs: on the fault stack, recognised by IST1.</item>
/// <item>In the system-call entry, or at the last <c>iretq</c>: in the trap area, recognised by the interrupt flag in its frame.</item>
/// </list>
/// </remarks>
internal static class TrapEntry
{
    internal const int StubSize = 16;
    private const uint FsBase = 0xC000_0100;
    private const int InterruptFlag = 0x200;

    // What a stub leaves on the stack, from the stack pointer up.
    private const int StackVector = 0;
    private const int StackFlags = 32;

    /// <summary>In IST1 after a double fault was gone back from: no selector that a thread has, and no memory below it either.</summary>
    private const int OneDropped = 0x20;

    private static readonly AssemblerRegister64[] s_general = [rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15];

    internal static Assembler Emit(SymbolTable symbols, out Dictionary<string, Label> exported)
    {
        Assembler a = new(64);
        Label saved = a.CreateLabel();
        Label closed = a.CreateLabel();
        Label own = a.CreateLabel();
        Label report = a.CreateLabel();
        Label die = a.CreateLabel();
        Label stubs = EmitStubs(a, symbols);
        Label systemCall = EmitSystemCallEntry(a, saved);
        Label common = EmitCommon(a, own, closed);
        a.Label(ref saved);
        a.mov(rax, __qword_ptr.gs[Layout.CpuFaultStackTop]);
        a.mov(__qword_ptr.gs[Layout.CpuInterruptStack], rax);
        a.mov(rdi, rsp);
        a.cld();
        a.fxsave64(__[rdi + Layout.ThreadFloatingPoint]);
        a.mov(rsp, __qword_ptr.gs[Layout.CpuKernelStackTop]);
        a.xor(ebp, ebp);
        a.call(symbols["machine_trap"]);
        Label resume = EmitResume(a);

        EmitClosed(a, closed, die);
        EmitOwn(a, own, report);
        Label nonMaskable = EmitNonMaskable(a, symbols);
        Label fatal = EmitFatal(a, report, nonMaskable);
        a.Label(ref report);
        PushRegisters(a);
        a.mov(rdi, rsp);
        a.and(rsp, -16);
        a.Label(ref die);
        a.cld();
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

    /// <summary><c>syscall</c> saves nothing and does not switch stacks: the caller's registers go straight into the thread's block.</summary>
    private static Label EmitSystemCallEntry(Assembler a, Label saved)
    {
        Label entry = a.CreateLabel("xenguest_system_call");
        a.Label(ref entry);
        a.mov(__qword_ptr.gs[Layout.CpuSavedStackPointer], rsp);
        a.mov(rsp, __qword_ptr.gs[Layout.CpuCurrent]);
        StoreRegisters(a);
        a.mov(__qword_ptr[rsp + Layout.FrameVector], Vector.SystemCall);
        a.mov(__qword_ptr[rsp + Layout.FrameErrorCode], 0);
        a.mov(__qword_ptr[rsp + Layout.FrameRip], rcx);
        a.mov(__qword_ptr[rsp + Layout.FrameFlags], r11);
        a.mov(rax, __qword_ptr.gs[Layout.CpuSavedStackPointer]);
        a.mov(__qword_ptr[rsp + Layout.FrameRsp], rax);
        a.jmp(saved);
        return entry;
    }

    /// <summary>From a stub: the interrupted thread's registers go into its block, to which RSP points afterwards.</summary>
    private static Label EmitCommon(Assembler a, Label own, Label closed)
    {
        Label common = a.CreateLabel("xenguest_trap_common");
        a.Label(ref common);

        // The fault stack lies in the upper half of the addresses: a negative number. A selector is none.
        a.cmp(__qword_ptr.gs[Layout.CpuInterruptStack], 0);
        a.jl(own);
        a.test(__dword_ptr[rsp + StackFlags], InterruptFlag);
        a.je(closed);
        a.mov(rsp, __qword_ptr.gs[Layout.CpuCurrent]);
        StoreRegisters(a);

        // The selectors of a thread never change: its block has them from the start.
        foreach ((int area, int frame) in Layout.SavedWords)
        {
            a.mov(rax, __qword_ptr.gs[area]);
            a.mov(__qword_ptr[rsp + frame], rax);
        }

        return common;
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

        // The place of the error code carries the interrupt stack: with every register already the thread's, one instruction
        // ends Machine's time, and the next is iretq.
        a.mov(rcx, __qword_ptr.gs[Layout.CpuTrapStackTop]);
        a.mov(__qword_ptr[rdi + Layout.FrameErrorCode], rcx);
        a.mov(rsp, rdi);
        for (int i = s_general.Length - 1; i >= 0; i--)
        {
            a.pop(s_general[i]);
        }

        a.add(rsp, 8);
        a.pop(__qword_ptr.gs[Layout.CpuInterruptStack]);
        a.iretq();
        return resume;
    }

    /// <summary>In the trap area with interrupts off: Machine's way in or out. An interrupt is a second delivery; anything else is a fault.</summary>
    private static void EmitClosed(Assembler a, Label closed, Label die)
    {
        // RAX pushed last; above it vector, error code, RIP, CS, flags, RSP, SS.
        const int Rsp = 48;
        const int WordsBelowRsp = 4;
        Label broken = a.CreateLabel();
        a.Label(ref closed);
        a.cmp(__dword_ptr[rsp + StackVector], Vector.FirstExternal);
        a.jb(broken);
        a.inc(__qword_ptr.gs[Layout.CpuDroppedInterrupts]);

        // SS lies in IST1's place, which becomes the trap area again: iretq takes a copy of the frame.
        a.push(rax);
        a.mov(rax, rsp);
        a.push(Selector.Data);
        for (int i = 0; i < WordsBelowRsp; i++)
        {
            a.push(__qword_ptr[rax + Rsp - (i * 8)]);
        }

        a.mov(rax, __qword_ptr.gs[Layout.CpuTrapStackTop]);
        a.mov(__qword_ptr.gs[Layout.CpuInterruptStack], rax);
        a.mov(rax, __qword_ptr[rsp + ((WordsBelowRsp + 1) * 8)]);
        a.iretq();

        a.Label(ref broken);
        PushRegisters(a);
        a.mov(rdi, rsp);
        a.mov(rsp, __qword_ptr.gs[Layout.CpuFaultStackTop]);
        a.mov(__qword_ptr.gs[Layout.CpuInterruptStack], rsp);
        a.jmp(die);
    }

    /// <summary>On the fault stack: Machine was interrupted.</summary>
    private static void EmitOwn(Assembler a, Label own, Label report)
    {
        a.Label(ref own);
        a.cmp(__dword_ptr[rsp + StackVector], Vector.FirstExternal);
        a.jb(report);
        a.inc(__qword_ptr.gs[Layout.CpuDroppedInterrupts]);
        a.add(rsp, 16);
        a.iretq();
    }

    /// <summary>
    /// An NMI, on the stack of the fatal ones. It may have come anywhere, in Machine too: it is written down, and looked at in an ordinary
    /// interrupt. Everything is as before when this is over, the registers of the floating point too, which compiled code uses to copy.
    /// </summary>
    private static Label EmitNonMaskable(Assembler a, SymbolTable symbols)
    {
        const int FloatingPointSize = 512;
        Label nonMaskable = a.CreateLabel();
        a.Label(ref nonMaskable);
        PushRegisters(a);
        a.mov(rdi, rsp);
        a.mov(rbp, rsp);
        a.sub(rsp, FloatingPointSize);
        a.and(rsp, -16);
        a.fxsave64(__[rsp]);
        a.cld();
        a.call(symbols["machine_nonmaskable"]);
        a.fxrstor64(__[rsp]);
        a.mov(rsp, rbp);
        for (int i = s_general.Length - 1; i >= 0; i--)
        {
            a.pop(s_general[i]);
        }

        a.add(rsp, 16);
        a.iretq();
        return nonMaskable;
    }

    /// <summary>NMI, double fault and machine check, on their own stack.</summary>
    private static Label EmitFatal(Assembler a, Label report, Label nonMaskable)
    {
        Label fatal = a.CreateLabel("xenguest_trap_fatal");
        a.Label(ref fatal);
        a.cmp(__dword_ptr[rsp + StackVector], Vector.NonMaskable);
        a.je(nonMaskable);
        a.cmp(__dword_ptr[rsp + StackVector], Vector.DoubleFault);
        a.jne(report);
        a.cmp(__qword_ptr.gs[Layout.CpuInterruptStack], Selector.Data);
        a.ja(report);

        // A second delivery found no stack; what was interrupted is the handler of the first. Another double fault before the
        // fault stack is in IST1 finds the mark there and is reported.
        a.mov(__qword_ptr.gs[Layout.CpuInterruptStack], OneDropped);
        a.inc(__qword_ptr.gs[Layout.CpuDroppedInterrupts]);
        a.add(rsp, 16);
        a.iretq();
        return fatal;
    }

    private static void StoreRegisters(Assembler a)
    {
        for (int i = 0; i < s_general.Length; i++)
        {
            a.mov(__qword_ptr[rsp + ((s_general.Length - 1 - i) * 8)], s_general[i]);
        }
    }

    private static void PushRegisters(Assembler a)
    {
        foreach (AssemblerRegister64 register in s_general)
        {
            a.push(register);
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

using System;
using System.IO;
using System.Runtime.InteropServices;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Hypercall.Tests.Emission;

/// <summary>
/// Runs 32-bit code in this 64-bit process: a far return into the kernel's 32-bit code segment, and a far jump back.
/// The function called is entered on a stack of its own below 4 GiB, with known values in the registers that cdecl
/// wants preserved.
/// </summary>
internal sealed unsafe class CompatibilityMode : IDisposable
{
    public const uint Ebx = 0x0B0B_0B0B;
    public const uint Esi = 0x0510_0510;
    public const uint Edi = 0x0D10_0D10;
    public const uint Ebp = 0x0BB0_0BB0;

    // Linux on x86-64 gives every process these segments: 32-bit code, data, 64-bit code.
    private const ushort Code32 = 0x23;
    private const ushort Data = 0x2B;
    private const ushort Code64 = 0x33;

    private const int Entry = 0;
    private const int Narrow = 0x100;
    private const int Back = 0x200;
    private const int StateOffset = 0x300;
    private const int Size = 0x21000;
    private const int StackTop = Size - 0x100;

    private readonly LowMemory _memory = new(Size);

    public CompatibilityMode()
    {
        Write(Entry, new Assembler(64), EmitEntry);
        Write(Back, new Assembler(64), EmitBack);
    }

    /// <summary>What the function left behind.</summary>
    public ref readonly State After => ref *StateAddress;

    private State* StateAddress => (State*)(_memory.Start + StateOffset);

    /// <summary>Calls a 32-bit function with its arguments on the stack, 16-byte aligned at the call.</summary>
    public uint Call(byte* function, params ReadOnlySpan<uint> arguments)
    {
        Write(Narrow, new Assembler(32), assembler => EmitNarrow(assembler, (uint)function));
        uint* stack = (uint*)(_memory.Start + StackTop);
        arguments.CopyTo(new Span<uint>(stack, arguments.Length));
        *StateAddress = default;
        ((delegate* unmanaged<uint, uint, void>)(_memory.Start + Entry))((uint)(_memory.Start + Narrow), (uint)stack);
        return StateAddress->Result;
    }

    public uint AddressOfArguments => (uint)(_memory.Start + StackTop);

    public void Dispose() => _memory.Dispose();

    private void EmitEntry(Assembler assembler)
    {
        long state = (long)StateAddress;
        AssemblerRegister64[] preserved = [rbx, rbp, r12, r13, r14, r15];
        foreach (AssemblerRegister64 register in preserved)
        {
            assembler.push(register);
        }

        assembler.mov(__qword_ptr[state], rsp);
        assembler.mov(eax, ds);
        assembler.mov(__dword_ptr[state + 8], eax);
        assembler.mov(eax, es);
        assembler.mov(__dword_ptr[state + 12], eax);
        assembler.mov(eax, (uint)Data);
        assembler.mov(ds, eax);
        assembler.mov(es, eax);
        assembler.mov(esp, esi);
        assembler.push((int)Code32);
        assembler.push(rdi);
        assembler.AddInstruction(Instruction.Create(Code.Retfq));
    }

    private void EmitNarrow(Assembler assembler, uint function)
    {
        long state = (long)StateAddress;
        assembler.mov(ebx, Ebx);
        assembler.mov(esi, Esi);
        assembler.mov(edi, Edi);
        assembler.mov(ebp, Ebp);
        assembler.mov(ecx, function);
        assembler.call(ecx);
        assembler.mov(__dword_ptr[state + 16], eax);
        AssemblerRegister32[] inspected = [ebx, esi, edi, ebp, esp];
        for (int field = 0; field < inspected.Length; field++)
        {
            assembler.mov(__dword_ptr[state + 20 + (field * 4)], inspected[field]);
        }

        assembler.mov(eax, __dword_ptr[esp]);
        assembler.mov(__dword_ptr[state + 40], eax);
        assembler.AddInstruction(
            Instruction.CreateBranch(Code.Jmp_ptr1632, Code64, (uint)(_memory.Start + Back)));
    }

    private void EmitBack(Assembler assembler)
    {
        long state = (long)StateAddress;
        assembler.mov(eax, __dword_ptr[state + 8]);
        assembler.mov(ds, eax);
        assembler.mov(eax, __dword_ptr[state + 12]);
        assembler.mov(es, eax);
        assembler.mov(rsp, __qword_ptr[state]);
        AssemblerRegister64[] preserved = [r15, r14, r13, r12, rbp, rbx];
        foreach (AssemblerRegister64 register in preserved)
        {
            assembler.pop(register);
        }

        assembler.ret();
    }

    private void Write(int offset, Assembler assembler, Action<Assembler> emit)
    {
        emit(assembler);
        using MemoryStream stream = new();
        assembler.Assemble(new StreamCodeWriter(stream), (ulong)(_memory.Start + offset));
        _memory.Write(offset, stream.ToArray());
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct State
    {
        public ulong HostStack;
        public uint HostDataSegment;
        public uint HostExtraSegment;
        public uint Result;
        public uint Ebx;
        public uint Esi;
        public uint Edi;
        public uint Ebp;
        public uint Esp;
        public uint FirstArgumentSlot;
    }
}

using System;
using System.IO;
using Iced.Intel;
using XenGuest.Hypercall.Emission;
using XenGuest.Hypercall.Tests.Emission;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Bench;

/// <summary>
/// A hypercall page whose entries do what a hypercall's caller can notice and nothing else: they keep the argument's
/// first word, ruin all five argument registers, and answer 0.
/// </summary>
internal sealed unsafe class MeasuredPage : IDisposable
{
    private const int TrampolineOffset = HypercallPageImage.PageSize;
    private const int RecordOffset = TrampolineOffset + 0x800;

    private readonly LowMemory _memory = new(2 * HypercallPageImage.PageSize);

    public MeasuredPage()
    {
        byte[] slot = Assemble(EmitSlot);
        for (int offset = 0; offset < HypercallPageImage.PageSize; offset += HypercallPageImage.SlotSize)
        {
            _memory.Write(offset, slot);
        }

        _memory.Write(TrampolineOffset, Assemble(assembler =>
            HypercallTrampoline.Emit(assembler, HypercallConvention.SysV64, HypercallForm.ByPage, (ulong)_memory.Start)));
    }

    public void* Trampoline => _memory.Start + TrampolineOffset;

    /// <summary>The first word of the argument of the last hypercall.</summary>
    public uint LastWord => *(uint*)(_memory.Start + RecordOffset);

    public void* Slot(uint number) => _memory.Start + (number * HypercallPageImage.SlotSize);

    public void Dispose() => _memory.Dispose();

    private void EmitSlot(Assembler assembler)
    {
        assembler.mov(eax, __dword_ptr[rsi]);
        assembler.mov(__dword_ptr[(long)(_memory.Start + RecordOffset)], eax);
        AssemblerRegister32[] arguments = [edi, esi, edx, r10d, r8d];
        foreach (AssemblerRegister32 register in arguments)
        {
            assembler.xor(register, register);
        }

        assembler.xor(eax, eax);
        assembler.ret();
    }

    private static byte[] Assemble(Action<Assembler> emit)
    {
        Assembler assembler = new(64);
        emit(assembler);
        using MemoryStream stream = new();
        assembler.Assemble(new StreamCodeWriter(stream), 0);
        return stream.ToArray();
    }
}

using System;
using System.IO;
using System.Runtime.CompilerServices;
using Iced.Intel;
using XenGuest.Hypercall.Emission;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Hypercall.Tests.Emission;

/// <summary>
/// A hypercall page that stands for Xen's: each slot records its number and the five arguments, then ruins all five
/// argument registers, as a hypervisor may, and returns the answer it was told.
/// </summary>
internal sealed unsafe class StubPage : IDisposable
{
    private const int SlotCount = HypercallPageImage.PageSize / HypercallPageImage.SlotSize;
    private const int CommonCode = HypercallPageImage.PageSize;
    private const int Record = CommonCode + 0x400;
    private const int TrampolineCode = CommonCode + 0x800;
    private const int Size = 2 * HypercallPageImage.PageSize;
    private const uint Ruin = 0xDEAD_BEEF;

    private readonly LowMemory _memory = new(Size);

    private StubPage()
    {
    }

    public byte* Address => _memory.Start;

    public ref RecordedHypercall Recorded => ref Unsafe.AsRef<RecordedHypercall>(_memory.Start + Record);

    public static StubPage Recording64()
    {
        StubPage page = new();
        page.WriteSlots(64);
        Assembler assembler = new(64);
        long record = (long)(page.Address + Record);
        assembler.mov(__qword_ptr[record], rax);
        assembler.mov(__qword_ptr[record + 8], rdi);
        assembler.mov(__qword_ptr[record + 16], rsi);
        assembler.mov(__qword_ptr[record + 24], rdx);
        assembler.mov(__qword_ptr[record + 32], r10);
        assembler.mov(__qword_ptr[record + 40], r8);
        assembler.mov(__qword_ptr[record + 48], rsp);
        assembler.inc(__qword_ptr[record + 56]);
        AssemblerRegister64[] arguments = [rdi, rsi, rdx, r10, r8];
        foreach (AssemblerRegister64 register in arguments)
        {
            assembler.mov(register, 0xDEAD_BEEF_DEAD_BEEFUL);
        }

        assembler.mov(rax, __qword_ptr[record + 64]);
        assembler.ret();
        page.Write(CommonCode, assembler);
        return page;
    }

    public static StubPage Recording32()
    {
        StubPage page = new();
        page.WriteSlots(32);
        Assembler assembler = new(32);
        long record = (long)(page.Address + Record);
        AssemblerRegister32[] recorded = [eax, ebx, ecx, edx, esi, edi, esp];
        for (int field = 0; field < recorded.Length; field++)
        {
            assembler.mov(__dword_ptr[record + (field * 8)], recorded[field]);
        }

        assembler.inc(__dword_ptr[record + 56]);
        AssemblerRegister32[] arguments = [ebx, ecx, edx, esi, edi];
        foreach (AssemblerRegister32 register in arguments)
        {
            assembler.mov(register, Ruin);
        }

        assembler.mov(eax, __dword_ptr[record + 64]);
        assembler.ret();
        page.Write(CommonCode, assembler);
        return page;
    }

    public static StubPage Poisoned()
    {
        StubPage page = new();
        page._memory.Write(0, HypercallPageImage.CreatePoisoned());
        return page;
    }

    /// <summary>Puts a trampoline through this page beside it.</summary>
    public byte* EmitTrampoline(HypercallConvention convention)
    {
        byte[] code = TrampolineListing.Assemble(convention, HypercallForm.ByPage, (ulong)Address);
        return _memory.Write(TrampolineCode, code);
    }

    public void Dispose() => _memory.Dispose();

    private void WriteSlots(int bitness)
    {
        for (uint slot = 0; slot < SlotCount; slot++)
        {
            Assembler assembler = new(bitness);
            assembler.mov(eax, slot);
            assembler.jmp((ulong)(Address + CommonCode));
            Write((int)slot * HypercallPageImage.SlotSize, assembler);
        }
    }

    private void Write(int offset, Assembler assembler)
    {
        using MemoryStream stream = new();
        assembler.Assemble(new StreamCodeWriter(stream), (ulong)(Address + offset));
        _memory.Write(offset, stream.ToArray());
    }
}

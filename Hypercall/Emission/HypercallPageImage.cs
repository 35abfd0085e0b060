using System;
using System.IO;
using Iced.Intel;

namespace XenGuest.Hypercall.Emission;

/// <summary>What a hypercall page holds before Xen fills it: every slot answers "not implemented".</summary>
public static class HypercallPageImage
{
    /// <summary>The size of the page, in bytes.</summary>
    public const int PageSize = 4096;

    /// <summary>The size of one hypercall's slot, in bytes.</summary>
    public const int SlotSize = 32;

    private const int NotImplemented = 38;
    private const byte BreakpointOpcode = 0xCC;

    /// <summary>Makes the page. Each slot returns -38 (ENOSYS), in 64-bit and in 32-bit code.</summary>
    /// <returns>4096 bytes.</returns>
    /// <remarks>
    /// The slot is <c>mov rax, -38; ret</c>: 64 bits wide, because a 32-bit move would leave a positive rax. In
    /// 32-bit code the same bytes read <c>dec eax; mov eax, -38; ret</c>, so that one page serves both.
    /// </remarks>
    public static byte[] CreatePoisoned()
    {
        Assembler assembler = new(64);
        assembler.AddInstruction(Instruction.Create(Code.Mov_rm64_imm32, Register.RAX, -NotImplemented));
        assembler.ret();
        using MemoryStream slot = new();
        assembler.Assemble(new StreamCodeWriter(slot), 0);

        byte[] code = slot.ToArray();
        byte[] page = new byte[PageSize];
        page.AsSpan().Fill(BreakpointOpcode);
        for (int offset = 0; offset < PageSize; offset += SlotSize)
        {
            code.CopyTo(page, offset);
        }

        return page;
    }
}

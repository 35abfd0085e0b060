using System;
using System.Collections.Generic;
using Iced.Intel;

namespace XenGuest.Entry.ObjectFile;

/// <summary>Puts what an Iced assembler holds into a section, turning placeholder addresses into relocations.</summary>
/// <remarks>
/// A reference to a symbol outside the assembler is written as an address from <see cref="SymbolTable"/>; each symbol owns a
/// window of addresses, so that the address also carries the addend. Iced reports where in each instruction the displacement
/// and the immediate lie (ConstantOffsets); there the relocation is made.
/// </remarks>
internal sealed class CodeSection(Section section, SymbolTable symbols)
{
    private bool _code32;

    private sealed class ByteWriter : CodeWriter
    {
        public List<byte> Bytes { get; } = [];

        public override void WriteByte(byte value) => Bytes.Add(value);
    }

    /// <summary>Fills up with breakpoints to a multiple of <paramref name="alignment"/>, which the section's own alignment must be a multiple of.</summary>
    public void Align(uint alignment)
    {
        const byte Breakpoint = 0xCC;
        uint missing = (alignment - section.Size % alignment) % alignment;
        byte[] filling = new byte[missing];
        Array.Fill(filling, Breakpoint);
        section.Append(filling);
    }

    /// <summary>Appends the assembler's instructions and defines <paramref name="exported"/> labels as symbols.</summary>
    /// <exception cref="InvalidOperationException">The code cannot be encoded, or the section does not start where labels assume it.</exception>
    public void Append(Assembler assembler, IReadOnlyDictionary<string, Label> exported)
    {
        ByteWriter writer = new();
        ulong origin = section.Size;
        const BlockEncoderOptions Options =
            BlockEncoderOptions.ReturnConstantOffsets | BlockEncoderOptions.ReturnNewInstructionOffsets;
        if (!assembler.TryAssemble(writer, origin, out string? error, out AssemblerResult assembled, Options))
        {
            throw new InvalidOperationException($"section {section.Name}: {error}");
        }

        BlockEncoderResult result = assembled.Result[0];
        _code32 = assembler.Bitness == 32;
        byte[] bytes = [.. writer.Bytes];
        for (int i = 0; i < assembler.Instructions.Count; i++)
        {
            // The assembler also holds raw data; that has no operands to relocate.
            Instruction instruction = assembler.Instructions[i];
            uint start = result.NewInstructionOffsets[i];
            uint end = i + 1 < assembler.Instructions.Count ? result.NewInstructionOffsets[i + 1] : (uint)bytes.Length;
            Relocate(bytes, instruction, result.ConstantOffsets[i], start, end, (uint)origin);
        }

        foreach ((string name, Label label) in exported)
        {
            section.DefineSymbol(name, (uint)assembled.GetLabelRIP(label));
        }

        section.Append(bytes);
    }

    private void Relocate(byte[] bytes, in Instruction instruction, in ConstantOffsets offsets, uint start, uint end, uint origin)
    {
        if (offsets.HasDisplacement && symbols.TryResolve(instruction.MemoryDisplacement64, out string symbol, out long addend))
        {
            uint place = start + (uint)offsets.DisplacementOffset;
            RelocationType type = instruction.IsIPRelativeMemoryOperand ? RelocationType.Relative32
                : _code32 ? RelocationType.Absolute32 : RelocationType.Signed32;
            long fromEnd = type == RelocationType.Relative32 ? (long)place - end : 0;
            Fill(bytes, place, offsets.DisplacementSize, new(origin + place, type, symbol, addend + fromEnd));
        }

        if (!offsets.HasImmediate)
        {
            return;
        }

        uint immediate = start + (uint)offsets.ImmediateOffset;
        if (instruction.FlowControl is FlowControl.Call or FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch
            && instruction.Op0Kind is OpKind.NearBranch32 or OpKind.NearBranch64)
        {
            if (symbols.TryResolve(instruction.NearBranchTarget, out symbol, out addend))
            {
                Fill(bytes, immediate, offsets.ImmediateSize, new(origin + immediate, RelocationType.Call32, symbol, addend + (long)immediate - end));
            }

            return;
        }

        ulong value = instruction.Op0Kind == OpKind.FarBranch32 ? instruction.FarBranch32
            : instruction.OpCount > 0 && IsImmediate(instruction.GetOpKind(instruction.OpCount - 1)) ? instruction.GetImmediate(instruction.OpCount - 1) : 0;
        if (symbols.TryResolve(value, out symbol, out addend))
        {
            RelocationType type = offsets.ImmediateSize == 8 ? RelocationType.Absolute64
                : _code32 ? RelocationType.Absolute32 : RelocationType.Signed32;
            Fill(bytes, immediate, offsets.ImmediateSize, new(origin + immediate, type, symbol, addend));
        }
    }

    private static bool IsImmediate(OpKind kind) => kind is >= OpKind.Immediate8 and <= OpKind.Immediate32to64;

    private void Fill(byte[] bytes, uint place, int size, Relocation relocation)
    {
        int expected = relocation.Type == RelocationType.Absolute64 ? 8 : 4;
        if (size != expected)
        {
            throw new InvalidOperationException($"section {section.Name}: a reference to {relocation.Symbol} was encoded in {size} bytes, not {expected}");
        }

        Array.Clear(bytes, (int)place, size);
        section.AddRelocation(relocation);
    }
}

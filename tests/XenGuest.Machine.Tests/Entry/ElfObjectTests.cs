using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Iced.Intel;
using XenGuest.Entry.ObjectFile;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace XenGuest.Machine.Tests.Entry;

public class ElfObjectTests
{
    [Fact]
    public void What_is_written_is_what_is_read_back()
    {
        ElfObject file = new();
        Section code = file.AddSection(".text.a", SectionKind.Code, 16);
        code.Append([1, 2, 3]);
        code.DefineSymbol("after_three");
        code.AddRelocation(new(1, RelocationType.Call32, "outside", -4));
        Section data = file.AddSection(".data", SectionKind.Data, 8);
        data.Append([9, 9, 9, 9, 9, 9, 9, 9]);
        data.AddRelocation(new(0, RelocationType.Absolute64, "after_three", 0x1_0000_0000));
        Section zero = file.AddSection(".bss", SectionKind.ZeroData, 4096);
        zero.Reserve("small", 10, 1);
        zero.Reserve("page", 4096, 4096);
        file.AddSection(".rodata", SectionKind.ReadOnlyData, 1).Append([7]);
        file.AddSection(".note.X", SectionKind.Note, 4).Append([0, 0, 0, 0]);

        ParsedObject parsed = Write(file);

        Assert.Equal([1, 2, 3], parsed[".text.a"].Content);
        Assert.Equal((1u, 0x6UL, 16UL), (parsed[".text.a"].Type, parsed[".text.a"].Flags, parsed[".text.a"].Alignment));
        Assert.Equal((1u, 0x3UL), (parsed[".data"].Type, parsed[".data"].Flags));
        Assert.Equal((8u, 0x3UL, 8192), (parsed[".bss"].Type, parsed[".bss"].Flags, parsed[".bss"].Size));
        Assert.Equal((1u, 0x2UL), (parsed[".rodata"].Type, parsed[".rodata"].Flags));
        Assert.Equal((7u, 0x2UL), (parsed[".note.X"].Type, parsed[".note.X"].Flags));
        Assert.Equal(
            [("after_three", ".text.a", 3UL), ("outside", null, 0UL), ("page", ".bss", 4096UL), ("small", ".bss", 0UL)],
            parsed.Symbols.Skip(1).Select(static symbol => (symbol.Name, symbol.Section, symbol.Value)).Order());
        Assert.Equal(
            [(".data", 0UL, 1u, "after_three", 0x1_0000_0000L), (".text.a", 1UL, 4u, "outside", -4L)],
            parsed.Relocations.Order());
    }

    [Fact]
    public void The_header_says_relocatable_x86_64_and_contents_lie_at_their_alignment()
    {
        ElfObject file = new();
        file.AddSection(".a", SectionKind.Code, 4096).Append([1]);
        file.AddSection(".b", SectionKind.Data, 64).Append([2]);

        ParsedObject parsed = Write(file);

        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1], parsed.Header[..7].ToArray());
        Assert.Equal([1, 0, 62, 0], parsed.Header[16..20].ToArray());
        Assert.Equal((0, 0), (parsed[".a"].Offset % 4096, parsed[".b"].Offset % 64));
        Assert.All(parsed.Symbols.Skip(1), static symbol => Assert.Equal(1, symbol.Info >> 4));
    }

    [Fact]
    public void A_symbol_that_is_defined_twice_is_refused()
    {
        ElfObject file = new();
        file.AddSection(".a", SectionKind.Code, 1).DefineSymbol("twice");
        file.AddSection(".b", SectionKind.Code, 1).DefineSymbol("twice");

        Assert.Contains("twice", Assert.Throws<InvalidOperationException>(() => file.Write(new MemoryStream())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeroes_have_no_content_and_content_reserves_nothing()
    {
        ElfObject file = new();

        Assert.Throws<InvalidOperationException>(() => file.AddSection(".bss", SectionKind.ZeroData, 1).Append([1]));
        Assert.Throws<InvalidOperationException>(() => file.AddSection(".data", SectionKind.Data, 1).Reserve("a", 1, 1));
    }

    [Fact]
    public void Each_kind_of_reference_becomes_its_relocation_at_its_place()
    {
        ElfObject file = new();
        SymbolTable symbols = new();
        Section section = file.AddSection(".text", SectionKind.Code, 1);
        section.Append([0x90]);
        Assembler a = new(64);
        a.call(symbols["function"]);
        a.AddInstruction(Instruction.Create(Code.Mov_r64_rm64, Register.RAX, new MemoryOperand(Register.RIP, (long)symbols["word"] + 8, 8)));
        a.mov(rbx, symbols["word"]);
        a.cmp(__qword_ptr[symbols["word"]], 5);
        a.jmp(symbols["function"]);

        new CodeSection(section, symbols).Append(a, new Dictionary<string, Label>());

        List<(uint Offset, RelocationType Type, string Symbol, long Addend)> found =
            [.. section.Relocations.Select(static r => (r.Offset, r.Type, r.Symbol, r.Addend))];
        Assert.Equal(5, found.Count);
        Assert.Equal((2u, RelocationType.Call32, "function", -4L), found[0]);
        Assert.Equal((9u, RelocationType.Relative32, "word", 4L), found[1]);
        Assert.Equal("word", found[2].Symbol);
        Assert.True(found[2].Type is RelocationType.Absolute64 or RelocationType.Signed32);
        Assert.Equal((RelocationType.Signed32, "word", 0L), (found[3].Type, found[3].Symbol, found[3].Addend));
        Assert.Equal((RelocationType.Call32, "function", -4L), (found[4].Type, found[4].Symbol, found[4].Addend));
        Assert.All(found, one => Assert.All(section.Bytes.Skip((int)one.Offset).Take(4), static value => Assert.Equal(0, value)));
    }

    private static ParsedObject Write(ElfObject file)
    {
        MemoryStream output = new();
        file.Write(output);
        return new(output.ToArray());
    }
}

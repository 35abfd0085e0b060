using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace XenGuest.Entry.ObjectFile;

/// <summary>A relocatable ELF64 object for x86-64, as the linker takes it.</summary>
/// <remarks>Follows the System V ABI, AMD64 supplement: RELA relocations, local symbols before global ones.</remarks>
internal sealed class ElfObject
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int RelocationSize = 24;

    private readonly List<Section> _sections = [];

    public Section AddSection(string name, SectionKind kind, uint alignment)
    {
        Section section = new(name, kind, alignment);
        _sections.Add(section);
        return section;
    }

    /// <summary>Writes the object.</summary>
    /// <exception cref="InvalidOperationException">Two sections define the same symbol.</exception>
    public void Write(Stream output)
    {
        List<(string Name, ushort Section, uint Value)> symbols = CollectSymbols();
        Dictionary<string, uint> symbolIndex = [];
        foreach ((string name, ushort _, uint _) in symbols)
        {
            if (!symbolIndex.TryAdd(name, (uint)symbolIndex.Count + 1))
            {
                throw new InvalidOperationException($"symbol {name} is defined twice");
            }
        }

        StringTable names = new();
        StringTable sectionNames = new();
        List<SectionRow> rows = [default];
        MemoryStream content = new();
        content.Write(new byte[HeaderSize]);

        uint symbolTable = (uint)(_sections.Count + _sections.Count(s => s.Relocations.Count > 0) + 1);
        foreach (Section section in _sections)
        {
            rows.Add(WriteContent(content, section, sectionNames));
        }

        for (int i = 0; i < _sections.Count; i++)
        {
            if (_sections[i].Relocations.Count > 0)
            {
                rows.Add(WriteRelocations(content, _sections[i], (uint)(i + 1), symbolTable, symbolIndex, sectionNames));
            }
        }

        rows.Add(WriteSymbols(content, symbols, names, sectionNames, symbolTable + 1));
        rows.Add(WriteStrings(content, names, sectionNames.Add(".strtab")));
        uint sectionNameTable = (uint)rows.Count;
        uint sectionNameTableName = sectionNames.Add(".shstrtab");
        rows.Add(WriteStrings(content, sectionNames, sectionNameTableName));

        Align(content, 8);
        long sectionHeaders = content.Position;
        foreach (SectionRow row in rows)
        {
            content.Write(row.Encode());
        }

        byte[] file = content.ToArray();
        EncodeHeader(file, (ulong)sectionHeaders, (ushort)rows.Count, (ushort)sectionNameTable);
        output.Write(file);
    }

    private List<(string Name, ushort Section, uint Value)> CollectSymbols()
    {
        List<(string Name, ushort Section, uint Value)> symbols = [];
        for (int i = 0; i < _sections.Count; i++)
        {
            foreach ((string name, uint offset) in _sections[i].Symbols)
            {
                symbols.Add((name, (ushort)(i + 1), offset));
            }
        }

        HashSet<string> defined = [.. symbols.Select(s => s.Name)];
        IEnumerable<string> outside = _sections.SelectMany(s => s.Relocations).Select(r => r.Symbol).Distinct().Where(n => !defined.Contains(n));
        symbols.AddRange(outside.Order(StringComparer.Ordinal).Select(n => (n, (ushort)0, 0u)));
        return symbols;
    }

    private static SectionRow WriteContent(MemoryStream content, Section section, StringTable sectionNames)
    {
        Align(content, section.Alignment);
        uint offset = (uint)content.Position;
        content.Write([.. section.Bytes]);
        (uint type, ulong flags) = section.Kind switch
        {
            SectionKind.Code => (1u, 0x6ul),
            SectionKind.ReadOnlyData => (1u, 0x2ul),
            SectionKind.Data => (1u, 0x3ul),
            SectionKind.ZeroData => (8u, 0x3ul),
            SectionKind.Note => (7u, 0x2ul),
            _ => throw new InvalidOperationException($"section {section.Name} is of no known kind"),
        };
        return new(sectionNames.Add(section.Name), type, flags, offset, section.Size, 0, 0, section.Alignment, 0);
    }

    private static SectionRow WriteRelocations(
        MemoryStream content, Section section, uint target, uint symbolTable, Dictionary<string, uint> symbolIndex, StringTable sectionNames)
    {
        Align(content, 8);
        uint offset = (uint)content.Position;
        Span<byte> row = stackalloc byte[RelocationSize];
        foreach (Relocation relocation in section.Relocations)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(row, relocation.Offset);
            BinaryPrimitives.WriteUInt64LittleEndian(row[8..], ((ulong)symbolIndex[relocation.Symbol] << 32) | (uint)relocation.Type);
            BinaryPrimitives.WriteInt64LittleEndian(row[16..], relocation.Addend);
            content.Write(row);
        }

        uint size = (uint)content.Position - offset;
        return new(sectionNames.Add(".rela" + section.Name), 4, 0x40, offset, size, symbolTable, target, 8, RelocationSize);
    }

    private static SectionRow WriteSymbols(
        MemoryStream content, List<(string Name, ushort Section, uint Value)> symbols, StringTable names, StringTable sectionNames, uint stringTable)
    {
        const byte GlobalNoType = 0x10;
        Align(content, 8);
        uint offset = (uint)content.Position;
        Span<byte> row = stackalloc byte[SymbolSize];
        content.Write(row);
        foreach ((string name, ushort section, uint value) in symbols)
        {
            row.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(row, names.Add(name));
            row[4] = GlobalNoType;
            BinaryPrimitives.WriteUInt16LittleEndian(row[6..], section);
            BinaryPrimitives.WriteUInt64LittleEndian(row[8..], value);
            content.Write(row);
        }

        uint size = (uint)content.Position - offset;
        return new(sectionNames.Add(".symtab"), 2, 0, offset, size, stringTable, 1, 8, SymbolSize);
    }

    private static SectionRow WriteStrings(MemoryStream content, StringTable strings, uint name)
    {
        uint offset = (uint)content.Position;
        content.Write(strings.Bytes);
        return new(name, 3, 0, offset, (uint)content.Position - offset, 0, 0, 1, 0);
    }

    private static void Align(MemoryStream content, uint alignment)
    {
        while (content.Position % alignment != 0)
        {
            content.WriteByte(0);
        }
    }

    private static void EncodeHeader(Span<byte> file, ulong sectionHeaders, ushort sectionCount, ushort sectionNameTable)
    {
        ReadOnlySpan<byte> identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file[16..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file[18..], 62);
        BinaryPrimitives.WriteUInt32LittleEndian(file[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file[40..], sectionHeaders);
        BinaryPrimitives.WriteUInt16LittleEndian(file[52..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file[58..], SectionHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file[60..], sectionCount);
        BinaryPrimitives.WriteUInt16LittleEndian(file[62..], sectionNameTable);
    }

    /// <summary>A NUL-separated table of names, as .strtab holds them.</summary>
    private sealed class StringTable
    {
        private readonly List<byte> _bytes = [0];

        public byte[] Bytes => [.. _bytes];

        public uint Add(string text)
        {
            uint offset = (uint)_bytes.Count;
            _bytes.AddRange(Encoding.ASCII.GetBytes(text));
            _bytes.Add(0);
            return offset;
        }
    }

    /// <summary>One row of the section header table (Elf64_Shdr), its address always zero.</summary>
    private readonly record struct SectionRow(
        uint Name, uint Type, ulong Flags, ulong Offset, ulong Size, uint Link, uint Info, ulong Alignment, ulong EntrySize)
    {
        public byte[] Encode()
        {
            byte[] row = new byte[SectionHeaderSize];
            BinaryPrimitives.WriteUInt32LittleEndian(row, Name);
            BinaryPrimitives.WriteUInt32LittleEndian(row.AsSpan(4), Type);
            BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(8), Flags);
            BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(24), Offset);
            BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(32), Size);
            BinaryPrimitives.WriteUInt32LittleEndian(row.AsSpan(40), Link);
            BinaryPrimitives.WriteUInt32LittleEndian(row.AsSpan(44), Info);
            BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(48), Alignment);
            BinaryPrimitives.WriteUInt64LittleEndian(row.AsSpan(56), EntrySize);
            return row;
        }
    }
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace XenGuest.Machine.Tests.Entry;

/// <summary>An ELF64 object read back by the book (System V ABI, AMD64 supplement), without any code of the writer.</summary>
internal sealed class ParsedObject
{
    private const int SectionHeaderSize = 64;
    private const uint SymbolTable = 2;
    private const uint RelocationsWithAddend = 4;
    private const uint NoBits = 8;

    private readonly byte[] _file;

    public ParsedObject(byte[] file)
    {
        _file = file;
        int headers = (int)U64(40);
        int count = U16(60);
        int names = (int)U64(headers + (U16(62) * SectionHeaderSize) + 24);
        for (int i = 0; i < count; i++)
        {
            int row = headers + (i * SectionHeaderSize);
            uint type = U32(row + 4);
            int offset = (int)U64(row + 24);
            int size = (int)U64(row + 32);
            Sections.Add(new(
                Text(names + (int)U32(row)), type, U64(row + 8), offset, size, U32(row + 40), U32(row + 44), U64(row + 48),
                type == NoBits ? [] : file[offset..(offset + size)]));
        }

        ReadSymbols();
        ReadRelocations();
    }

    public List<SectionRow> Sections { get; } = [];

    public List<(string Name, string? Section, ulong Value, byte Info)> Symbols { get; } = [];

    public List<(string Section, ulong Offset, uint Type, string Symbol, long Addend)> Relocations { get; } = [];

    public ReadOnlySpan<byte> Header => _file.AsSpan(0, 64);

    public SectionRow this[string name] => Sections.Single(section => section.Name == name);

    private void ReadSymbols()
    {
        SectionRow table = Sections.Single(static section => section.Type == SymbolTable);
        int strings = Sections[(int)table.Link].Offset;
        for (int row = table.Offset; row < table.Offset + table.Size; row += 24)
        {
            int section = U16(row + 6);
            Symbols.Add((Text(strings + (int)U32(row)), section == 0 ? null : Sections[section].Name, U64(row + 8), _file[row + 4]));
        }
    }

    private void ReadRelocations()
    {
        foreach (SectionRow section in Sections.Where(static section => section.Type == RelocationsWithAddend))
        {
            for (int row = section.Offset; row < section.Offset + section.Size; row += 24)
            {
                ulong info = U64(row + 8);
                Relocations.Add((Sections[(int)section.Info].Name, U64(row), (uint)info, Symbols[(int)(info >> 32)].Name, (long)U64(row + 16)));
            }
        }
    }

    private string Text(int offset) => Encoding.ASCII.GetString(_file, offset, Array.IndexOf(_file, (byte)0, offset) - offset);

    private ushort U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(offset));

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(offset));

    private ulong U64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan(offset));

    internal sealed record SectionRow(
        string Name, uint Type, ulong Flags, int Offset, int Size, uint Link, uint Info, ulong Alignment, byte[] Content)
    {
        public const ulong Write = 1;
        public const ulong Allocate = 2;
        public const ulong Execute = 4;

        public bool Has(ulong flag) => (Flags & flag) != 0;
    }
}

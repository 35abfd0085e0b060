using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace XenGuest.Xg.Elf;

/// <summary>An ELF64 x86-64 image as far as booting and naming addresses need it. The file may be anything: whatever is wrong with it is an <see cref="ElfFormatException"/>.</summary>
internal sealed class ElfImage
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const byte Class64 = 2;
    private const byte LittleEndian = 1;
    private const ushort MachineX86 = 3;
    private const ushort MachineX86X64 = 62;
    private const uint SegmentLoad = 1;
    private const uint SegmentNote = 4;
    private const uint SectionSymbolTable = 2;
    private const uint NotePhysicalEntry32 = 18;
    private const int SymbolTypeMask = 15;
    private const int SymbolTypeNone = 0;
    private const int SymbolTypeFunction = 2;

    private ElfImage(ulong? pvhEntry, ulong loadAddress, SymbolTable symbols)
    {
        PvhEntry = pvhEntry;
        LoadAddress = loadAddress;
        Symbols = symbols;
    }

    /// <summary>The physical address at which Xen enters a PVH guest (XEN_ELFNOTE_PHYS32_ENTRY), or null where the image has no such note.</summary>
    public ulong? PvhEntry { get; }

    /// <summary>The lowest address of its loaded segments; 0 where it has none.</summary>
    public ulong LoadAddress { get; }

    /// <summary>The code symbols of the image; empty when it is stripped.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ElfFormatException">It is no ELF64 file for x86-64, or its tables are damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ElfImage Read(string path)
    {
        if (new FileInfo(path).Length > Array.MaxLength)
        {
            throw new ElfFormatException("it is larger than 2 GiB");
        }

        return Parse(File.ReadAllBytes(path));
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="ElfFormatException">They are no ELF64 file for x86-64, or its tables are damaged.</exception>
    public static ElfImage Parse(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("\u007fELF"u8))
        {
            throw new ElfFormatException("it is not an ELF file");
        }

        ElfReader file = new(bytes);
        ReadOnlySpan<byte> header = file.Slice(0, HeaderSize, "file header");
        ushort machine = file.UInt16(18, "file header");
        if (header[4] != Class64 || header[5] != LittleEndian || machine != MachineX86X64)
        {
            throw new ElfFormatException($"it is an ELF file, but not ELF64 for x86-64 (class {(header[4] == Class64 ? "64" : "32")}, {MachineName(machine)})");
        }

        ReadOnlySpan<byte> segments = ReadSegments(file);
        return new ElfImage(FindPvhEntry(file, segments), FindLoadAddress(segments), new SymbolTable(ReadSymbols(file)));
    }

    private static string MachineName(ushort machine) => machine switch
    {
        MachineX86 => "i386",
        MachineX86X64 => "x86-64",
        _ => $"machine {machine}",
    };

    private static ReadOnlySpan<byte> ReadSegments(ElfReader file)
    {
        ulong table = file.UInt64(32, "file header");
        ushort entrySize = file.UInt16(54, "file header");
        ushort count = file.UInt16(56, "file header");
        if (count != 0 && entrySize != ProgramHeaderSize)
        {
            throw new ElfFormatException($"its program headers have {entrySize} bytes each, not {ProgramHeaderSize}");
        }

        return file.Slice(table, (ulong)count * ProgramHeaderSize, "program header table");
    }

    private static ulong FindLoadAddress(ReadOnlySpan<byte> segments)
    {
        ulong? lowest = null;
        for (; segments.Length > 0; segments = segments[ProgramHeaderSize..])
        {
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(segments[16..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(segments) == SegmentLoad && !(address >= lowest))
            {
                lowest = address;
            }
        }

        return lowest ?? 0;
    }

    private static ulong? FindPvhEntry(ElfReader file, ReadOnlySpan<byte> segments)
    {
        for (; segments.Length > 0; segments = segments[ProgramHeaderSize..])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(segments) != SegmentNote)
            {
                continue;
            }

            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(segments[8..]);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(segments[32..]);
            ulong? entry = FindPvhEntry(file.Slice(offset, length, "note segment"));
            if (entry is not null)
            {
                return entry;
            }
        }

        return null;
    }

    private static ulong? FindPvhEntry(ReadOnlySpan<byte> notes)
    {
        ElfReader reader = new(notes);
        ulong at = 0;
        while ((ulong)notes.Length - at >= 12)
        {
            uint nameLength = reader.UInt32(at, "note");
            uint valueLength = reader.UInt32(at + 4, "note");
            uint type = reader.UInt32(at + 8, "note");
            ReadOnlySpan<byte> name = reader.Slice(at + 12, nameLength, "name of a note");
            ulong valueAt = at + 12 + Align4(nameLength);
            ReadOnlySpan<byte> value = reader.Slice(valueAt, valueLength, "value of a note");
            if (type == NotePhysicalEntry32 && name.SequenceEqual("Xen\0"u8))
            {
                return value.Length switch
                {
                    4 => BinaryPrimitives.ReadUInt32LittleEndian(value),
                    8 => BinaryPrimitives.ReadUInt64LittleEndian(value),
                    _ => throw new ElfFormatException($"its PVH note (XEN_ELFNOTE_PHYS32_ENTRY) has {value.Length} bytes, not 4 or 8"),
                };
            }

            at = Math.Min(valueAt + Align4(valueLength), (ulong)notes.Length);
        }

        return null;
    }

    private static ulong Align4(uint length) => ((ulong)length + 3) & ~3UL;

    private static List<ElfSymbol> ReadSymbols(ElfReader file)
    {
        List<ElfSymbol> symbols = [];
        ulong table = file.UInt64(40, "file header");
        ushort entrySize = file.UInt16(58, "file header");
        ushort count = file.UInt16(60, "file header");
        if (count == 0)
        {
            return symbols;
        }

        if (entrySize != SectionHeaderSize)
        {
            throw new ElfFormatException($"its section headers have {entrySize} bytes each, not {SectionHeaderSize}");
        }

        file.Slice(table, (ulong)count * SectionHeaderSize, "section header table");
        for (ulong index = 0; index < count; index++)
        {
            ulong at = table + index * SectionHeaderSize;
            if (file.UInt32(at + 4, "section header") != SectionSymbolTable)
            {
                continue;
            }

            uint link = file.UInt32(at + 40, "section header");
            if (link >= count)
            {
                throw new ElfFormatException($"its symbol table names section {link} of {count} as its strings");
            }

            AddSymbols(symbols, Section(file, at, "symbol table"), Section(file, table + link * SectionHeaderSize, "symbol string table"));
        }

        return symbols;
    }

    private static ReadOnlySpan<byte> Section(ElfReader file, ulong header, string part) =>
        file.Slice(file.UInt64(header + 24, "section header"), file.UInt64(header + 32, "section header"), part);

    private static void AddSymbols(List<ElfSymbol> symbols, ReadOnlySpan<byte> table, ReadOnlySpan<byte> names)
    {
        for (int at = 0; at + SymbolSize <= table.Length; at += SymbolSize)
        {
            ReadOnlySpan<byte> entry = table.Slice(at, SymbolSize);
            int type = entry[4] & SymbolTypeMask;
            ushort section = BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]);
            uint name = BinaryPrimitives.ReadUInt32LittleEndian(entry);

            // Machine code that is emitted, not compiled, has labels without a type.
            bool isCode = type == SymbolTypeFunction || type == SymbolTypeNone;
            if (isCode && section != 0 && name != 0)
            {
                ulong address = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
                ulong size = BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]);
                symbols.Add(new ElfSymbol(address, size, ElfReader.Name(names, name)));
            }
        }
    }
}

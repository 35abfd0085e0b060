using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace XenGuest.Xg.Tests;

/// <summary>Writes small ELF64 images: one loaded segment, a PVH note and a symbol table.</summary>
internal sealed class ElfBuilder
{
    /// <summary>Where the image is loaded.</summary>
    public const ulong LoadAddress = 0x200000;

    /// <summary>Where in the file, and so behind <see cref="LoadAddress"/>, the code stands.</summary>
    public const int CodeOffset = 0x100;

    public const ulong CodeAddress = LoadAddress + CodeOffset;

    private const int NoteOffset = 64 + 2 * 56;
    private const int SectionCount = 3;

    private readonly List<(ulong Address, ulong Size, string Name)> _symbols = [];

    public byte[] Code { get; init; } = [0xf4];

    /// <summary>The note's entry address, or null for an image without a note.</summary>
    public ulong? PvhEntry { get; init; } = CodeAddress;

    /// <summary>The bytes of the note's value: 4 or 8 are what Xen reads.</summary>
    public int NoteValueLength { get; init; } = 8;

    public ElfBuilder Symbol(ulong address, ulong size, string name)
    {
        _symbols.Add((address, size, name));
        return this;
    }

    public byte[] Build()
    {
        MemoryStream names = new();
        names.WriteByte(0);
        MemoryStream table = new();
        table.Write(new byte[24]);
        foreach ((ulong address, ulong size, string name) in _symbols)
        {
            byte[] entry = new byte[24];
            BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)names.Length);
            entry[4] = 0x12;
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), 1);
            BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(8), address);
            BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(16), size);
            table.Write(entry);
            names.Write(Encoding.UTF8.GetBytes(name));
            names.WriteByte(0);
        }

        ulong tableAt = Align8((ulong)(CodeOffset + Code.Length));
        ulong namesAt = tableAt + (ulong)table.Length;
        ulong sectionsAt = Align8(namesAt + (ulong)names.Length);
        byte[] file = new byte[sectionsAt + SectionCount * 64];
        WriteHeader(file, sectionsAt);
        ProgramHeader(file.AsSpan(64), type: 1, flags: 7, offset: 0, LoadAddress, (ulong)(CodeOffset + Code.Length));
        ProgramHeader(file.AsSpan(64 + 56), type: 4, flags: 4, offset: NoteOffset, LoadAddress + NoteOffset, PvhEntry is null ? 0 : 16UL + (ulong)NoteValueLength);
        WriteNote(file.AsSpan(NoteOffset));
        Code.CopyTo(file.AsSpan(CodeOffset));
        table.ToArray().CopyTo(file.AsSpan((int)tableAt));
        names.ToArray().CopyTo(file.AsSpan((int)namesAt));
        SectionHeader(file.AsSpan((int)sectionsAt + 64), type: 2, tableAt, (ulong)table.Length, link: 2);
        SectionHeader(file.AsSpan((int)sectionsAt + 128), type: 3, namesAt, (ulong)names.Length, link: 0);
        return file;
    }

    private static void WriteHeader(byte[] file, ulong sectionsAt)
    {
        "\u007fELF"u8.CopyTo(file);
        file[4] = 2;
        file[5] = 1;
        file[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), 62);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), CodeAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), 64);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(40), sectionsAt);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(52), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(58), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(60), SectionCount);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(62), 2);
    }

    private void WriteNote(Span<byte> note)
    {
        if (PvhEntry is not ulong entry)
        {
            return;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(note, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(note[4..], (uint)NoteValueLength);
        BinaryPrimitives.WriteUInt32LittleEndian(note[8..], 18);
        "Xen\0"u8.CopyTo(note[12..]);
        BinaryPrimitives.WriteUInt64LittleEndian(note[16..], entry);
    }

    private static void ProgramHeader(Span<byte> header, uint type, uint flags, ulong offset, ulong address, ulong length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], flags);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], 0x1000);
    }

    private static void SectionHeader(Span<byte> header, uint type, ulong offset, ulong length, uint link)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], link);
        BinaryPrimitives.WriteUInt64LittleEndian(header[56..], type == 2 ? 24UL : 0);
    }

    private static ulong Align8(ulong value) => (value + 7) & ~7UL;
}

using System;
using System.Collections.Generic;

namespace XenGuest.Entry.ObjectFile;

/// <summary>A section of the object file: bytes, the symbols that name places in it, and the places the linker fills in.</summary>
internal sealed class Section(string name, SectionKind kind, uint alignment)
{
    private readonly List<byte> _bytes = [];
    private readonly List<Relocation> _relocations = [];
    private readonly List<(string Name, uint Offset)> _symbols = [];

    public string Name { get; } = name;

    public SectionKind Kind { get; } = kind;

    public uint Alignment { get; } = alignment;

    /// <summary>Bytes of a <see cref="SectionKind.ZeroData"/> section; otherwise the length of the content.</summary>
    public uint Size { get; private set; }

    public IReadOnlyList<byte> Bytes => _bytes;

    public IReadOnlyList<Relocation> Relocations => _relocations;

    public IReadOnlyList<(string Name, uint Offset)> Symbols => _symbols;

    /// <summary>Names the current end of the section.</summary>
    public void DefineSymbol(string symbol) => DefineSymbol(symbol, Size);

    /// <summary>Names a place of the section.</summary>
    public void DefineSymbol(string symbol, uint offset) => _symbols.Add((symbol, offset));

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Kind == SectionKind.ZeroData)
        {
            throw new InvalidOperationException($"section {Name} holds only zeroes");
        }

        _bytes.AddRange(bytes);
        Size = (uint)_bytes.Count;
    }

    public void AddRelocation(Relocation relocation) => _relocations.Add(relocation);

    /// <summary>Reserves <paramref name="size"/> zero bytes under a name, aligned to <paramref name="alignment"/>.</summary>
    public void Reserve(string symbol, uint size, uint alignment)
    {
        if (Kind != SectionKind.ZeroData)
        {
            throw new InvalidOperationException($"section {Name} has content");
        }

        Size = (Size + alignment - 1) & ~(alignment - 1);
        DefineSymbol(symbol);
        Size += size;
    }
}

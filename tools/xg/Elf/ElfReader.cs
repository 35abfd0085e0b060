using System;
using System.Buffers.Binary;
using System.Text;

namespace XenGuest.Xg.Elf;

/// <summary>Reads little-endian fields of a file that nobody vouches for: every access is checked against its end.</summary>
internal readonly ref struct ElfReader
{
    private readonly ReadOnlySpan<byte> _file;

    public ElfReader(ReadOnlySpan<byte> file)
    {
        _file = file;
    }

    public int Length => _file.Length;

    /// <summary>The bytes of one part of the file.</summary>
    /// <param name="offset">Its start in bytes.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="part">What it is, for the message.</param>
    /// <exception cref="ElfFormatException">The part does not lie within the file.</exception>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong length, string part)
    {
        ulong fileLength = (ulong)_file.Length;
        if (offset > fileLength || length > fileLength - offset)
        {
            throw new ElfFormatException($"the {part} lies outside the file (offset 0x{offset:x}, {length} bytes, of {fileLength})");
        }

        return _file.Slice((int)offset, (int)length);
    }

    public ushort UInt16(ulong offset, string part) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2, part));

    public uint UInt32(ulong offset, string part) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4, part));

    public ulong UInt64(ulong offset, string part) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8, part));

    /// <summary>The name at an index of a string table.</summary>
    /// <exception cref="ElfFormatException">The index lies outside the table, or the name has no end in it.</exception>
    public static string Name(ReadOnlySpan<byte> table, uint index)
    {
        if (index >= (uint)table.Length)
        {
            throw new ElfFormatException($"a name lies outside its string table (index {index} of {table.Length})");
        }

        ReadOnlySpan<byte> rest = table[(int)index..];
        int end = rest.IndexOf((byte)0);
        if (end < 0)
        {
            throw new ElfFormatException($"a name in the string table has no end (index {index})");
        }

        return Encoding.UTF8.GetString(rest[..end]);
    }
}

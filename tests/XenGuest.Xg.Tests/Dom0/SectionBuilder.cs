using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;

namespace XenGuest.Xg.Tests.Dom0;

/// <summary>Writes ELF64 files that have sections only.</summary>
internal static class SectionBuilder
{
    private const int HeaderSize = 64;

    public static byte[] Build(params (string Name, byte[] Content)[] sections)
    {
        (string Name, byte[] Content)[] all = [(string.Empty, []), .. sections, (".shstrtab", Encoding.ASCII.GetBytes($"\0{string.Concat(sections.Select(static section => section.Name + "\0"))}.shstrtab\0"))];
        using MemoryStream file = new();
        file.Write(new byte[HeaderSize]);
        byte[] table = new byte[all.Length * HeaderSize];
        int nameAt = 0;
        for (int index = 0; index < all.Length; index++)
        {
            Span<byte> header = table.AsSpan(index * HeaderSize, HeaderSize);
            BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)nameAt);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)file.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)all[index].Content.Length);
            file.Write(all[index].Content);
            nameAt += all[index].Name.Length + 1;
        }

        ulong tableAt = (ulong)file.Length;
        file.Write(table);
        byte[] bytes = file.ToArray();
        "\u007fELF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(40), tableAt);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(60), (ushort)all.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(62), (ushort)(all.Length - 1));
        return bytes;
    }
}

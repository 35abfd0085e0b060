using System;
using System.Collections.Generic;
using System.Text;

namespace XenGuest.Xg.Elf;

/// <summary>Sections of ELF64 files by name: what programs, libraries and kernel modules need.</summary>
internal static class ElfSections
{
    private const int SectionHeaderSize = 64;
    private const int DynamicEntrySize = 16;
    private const ulong TagNeeded = 1;

    /// <summary>The libraries that a program or a library is linked with (DT_NEEDED).</summary>
    /// <returns>Their names; empty for a static program.</returns>
    /// <exception cref="ElfFormatException">It is no ELF64 file, or it is damaged.</exception>
    public static IReadOnlyList<string> NeededLibraries(ReadOnlySpan<byte> file)
    {
        List<string> libraries = [];
        ElfReader dynamic = new(Find(file, ".dynamic"));
        ReadOnlySpan<byte> names = Find(file, ".dynstr");
        for (ulong at = 0; at + DynamicEntrySize <= (ulong)dynamic.Length; at += DynamicEntrySize)
        {
            if (dynamic.UInt64(at, "dynamic section") == TagNeeded)
            {
                libraries.Add(ElfReader.Name(names, (uint)dynamic.UInt64(at + 8, "dynamic section")));
            }
        }

        return libraries;
    }

    /// <summary>The modules that a kernel module needs (<c>depends=</c> of its .modinfo section), '-' written as '_'.</summary>
    /// <exception cref="ElfFormatException">It is no ELF64 file, or it is damaged.</exception>
    public static IReadOnlyList<string> NeededModules(ReadOnlySpan<byte> file)
    {
        const string Field = "depends=";
        foreach (string text in Encoding.UTF8.GetString(Find(file, ".modinfo")).Split('\0'))
        {
            if (text.StartsWith(Field, StringComparison.Ordinal))
            {
                return text[Field.Length..].Replace('-', '_').Split(',', StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return [];
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> bytes, string name)
    {
        if (!bytes.StartsWith("\u007fELF"u8))
        {
            throw new ElfFormatException("it is not an ELF file");
        }

        ElfReader file = new(bytes);
        ulong table = file.UInt64(40, "file header");
        ushort count = file.UInt16(60, "file header");
        ReadOnlySpan<byte> names = count == 0 ? [] : Content(file, table, file.UInt16(62, "file header"));
        for (ulong index = 0; index < count; index++)
        {
            ulong header = table + index * SectionHeaderSize;
            if (ElfReader.Name(names, file.UInt32(header, "section header")) == name)
            {
                return Content(file, table, index);
            }
        }

        return [];
    }

    private static ReadOnlySpan<byte> Content(ElfReader file, ulong table, ulong index)
    {
        ulong header = table + index * SectionHeaderSize;
        return file.Slice(file.UInt64(header + 24, "section header"), file.UInt64(header + 32, "section header"), "section");
    }
}

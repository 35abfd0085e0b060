using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Iced.Intel;
using XenGuest.Entry.Emission;
using XenGuest.Entry.ObjectFile;

namespace XenGuest.Entry;

/// <summary>All machine code of the image and the memory it needs, as one object file.</summary>
internal static class EntryObject
{
    private const uint PageSize = 4096;
    private const uint BootStackSize = 16 * 1024;
    private const uint BootDirectories = 4;

    /// <summary>64 bytes for each of 128 vCPUs.</summary>
    private const uint VcpuInfoPages = 2;

    internal static ElfObject Build()
    {
        ElfObject file = new();
        SymbolTable symbols = new();

        Section code32 = file.AddSection(".text.xenguest32", SectionKind.Code, 16);
        new CodeSection(code32, symbols).Append(PvhEntry.Emit32(symbols, out Dictionary<string, Label> labels), labels);

        Section code = file.AddSection(".text.xenguest", SectionKind.Code, 16);
        CodeSection writer = new(code, symbols);
        writer.Append(TrapEntry.Emit(symbols, out labels), labels);
        writer.Append(PvhEntry.Emit64(symbols, out labels), labels);
        writer.Append(PvhEntry.EmitCpuStart(symbols, out labels), labels);
        writer.Append(ProcessorInstructions.Emit(out labels), labels);
        HypercallCode.AppendTrampolines(writer, symbols);
        HypercallCode.AppendPage(file);

        AddBootDescriptors(file.AddSection(".rodata.xenguest", SectionKind.ReadOnlyData, 16));
        AddPvhNote(file.AddSection(".note.Xen", SectionKind.Note, 4));
        AddBootMemory(file.AddSection(".bss.xenguest", SectionKind.ZeroData, PageSize));
        return file;
    }

    /// <summary>Flat 64-bit code and data segments, their accessed bits set so that the processor need not write the table.</summary>
    private static void AddBootDescriptors(Section section)
    {
        Span<byte> descriptors = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(descriptors[8..], 0x00AF_9B00_0000_FFFF);
        BinaryPrimitives.WriteUInt64LittleEndian(descriptors[16..], 0x00CF_9300_0000_FFFF);
        section.DefineSymbol("xenguest_boot_gdt");
        section.Append(descriptors);

        section.DefineSymbol("xenguest_boot_gdtr");
        Span<byte> register = stackalloc byte[8];
        register.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(register, (ushort)(descriptors.Length - 1));
        section.AddRelocation(new(section.Size + 2, RelocationType.Absolute32, "xenguest_boot_gdt", 0));
        section.Append(register);
    }

    /// <summary>XEN_ELFNOTE_PHYS32_ENTRY: makes the image a PVH kernel, for Xen and for QEMU's -kernel.</summary>
    private static void AddPvhNote(Section section)
    {
        const uint Physical32Entry = 18;
        Span<byte> note = stackalloc byte[24];
        note.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(note, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(note[4..], 8);
        BinaryPrimitives.WriteUInt32LittleEndian(note[8..], Physical32Entry);
        "Xen\0"u8.CopyTo(note[12..]);
        section.AddRelocation(new(16, RelocationType.Absolute64, "xenguest_pvh_start", 0));
        section.Append(note);
    }

    private static void AddBootMemory(Section section)
    {
        section.Reserve("xenguest_boot_pml4", PageSize, PageSize);
        section.Reserve("xenguest_boot_pdpt", PageSize, PageSize);
        section.Reserve("xenguest_boot_directories", BootDirectories * PageSize, PageSize);

        // Machine leaves this page out of its tables: a boot stack that grows too far faults instead of corrupting.
        section.Reserve("xenguest_boot_stack_guard", PageSize, PageSize);
        section.Reserve("xenguest_boot_stack", BootStackSize, PageSize);
        section.DefineSymbol("xenguest_boot_stack_top");
        section.Reserve("xenguest_entry_tsc", 8, 8);

        // What methods of Machine check that have a buffer on the stack; Machine sets it at boot.
        section.Reserve("machine_security_cookie", 8, 8);

        // Shared with Xen: whole pages, at addresses that are their own physical ones.
        section.Reserve("xenguest_shared_info", PageSize, PageSize);
        section.Reserve("xenguest_vcpu_info", VcpuInfoPages * PageSize, PageSize);
    }
}

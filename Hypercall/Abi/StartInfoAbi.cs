// xen/include/public/arch-x86/hvm/start_info.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/arch-x86/hvm/start_info.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>Numbers around the start of a PVH guest.</summary>
[XenConstants("arch-x86/hvm/start_info.h")]
public static class HvmStart
{
    /// <summary><c>XEN_HVM_START_MAGIC_VALUE</c>: the first word of <see cref="HvmStartInfo"/>.</summary>
    [XenConstant("XEN_HVM_START_MAGIC_VALUE")] public const uint Magic = 0x336EC578;
}

/// <summary>What a range of the memory map is (<c>XEN_HVM_MEMMAP_TYPE_*</c>).</summary>
[XenConstants("arch-x86/hvm/start_info.h")]
public enum HvmMemoryMapType : uint
{
    /// <summary><c>XEN_HVM_MEMMAP_TYPE_RAM</c>: memory for use.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_RAM")] Ram = 1,

    /// <summary><c>XEN_HVM_MEMMAP_TYPE_RESERVED</c>: not for use.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_RESERVED")] Reserved = 2,

    /// <summary><c>XEN_HVM_MEMMAP_TYPE_ACPI</c>: ACPI tables; for use once they were read.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_ACPI")] Acpi = 3,

    /// <summary><c>XEN_HVM_MEMMAP_TYPE_NVS</c>: ACPI memory that must be kept.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_NVS")] AcpiNonVolatile = 4,

    /// <summary><c>XEN_HVM_MEMMAP_TYPE_UNUSABLE</c>: broken memory.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_UNUSABLE")] Unusable = 5,

    /// <summary><c>XEN_HVM_MEMMAP_TYPE_DISABLED</c>: memory that is switched off.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_DISABLED")] Disabled = 6,

    /// <summary><c>XEN_HVM_MEMMAP_TYPE_PMEM</c>: persistent memory.</summary>
    [XenConstant("XEN_HVM_MEMMAP_TYPE_PMEM")] Persistent = 7,
}

/// <summary>What a PVH guest finds at the address in EBX when it starts. Address 0 means: not there.</summary>
[XenAbi("arch-x86/hvm/start_info.h", "hvm_start_info")]
[StructLayout(LayoutKind.Explicit, Size = 56)]
public struct HvmStartInfo
{
    /// <summary><see cref="HvmStart.Magic"/>.</summary>
    [FieldOffset(0), XenField("magic")] public uint Magic;

    /// <summary>The version of this structure; the memory map needs 1.</summary>
    [FieldOffset(4), XenField("version")] public uint Version;

    /// <summary>The domain's role.</summary>
    [FieldOffset(8), XenField("flags")] public StartFlags Flags;

    /// <summary>Modules loaded with the guest.</summary>
    [FieldOffset(12), XenField("nr_modules")] public uint ModuleCount;

    /// <summary>Physical address of an array of <see cref="HvmModlistEntry"/>.</summary>
    [FieldOffset(16), XenField("modlist_paddr")] public ulong ModuleListAddress;

    /// <summary>Physical address of the command line, ended by 0.</summary>
    [FieldOffset(24), XenField("cmdline_paddr")] public ulong CommandLineAddress;

    /// <summary>Physical address of the ACPI root.</summary>
    [FieldOffset(32), XenField("rsdp_paddr")] public ulong RsdpAddress;

    /// <summary>Version 1: physical address of an array of <see cref="HvmMemmapTableEntry"/>.</summary>
    [FieldOffset(40), XenField("memmap_paddr")] public ulong MemoryMapAddress;

    /// <summary>Version 1: its entries.</summary>
    [FieldOffset(48), XenField("memmap_entries")] public uint MemoryMapEntryCount;

    /// <summary>Zero.</summary>
    [FieldOffset(52), XenField("reserved")] public uint Reserved;
}

/// <summary>One module.</summary>
[XenAbi("arch-x86/hvm/start_info.h", "hvm_modlist_entry")]
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct HvmModlistEntry
{
    /// <summary>Its physical address.</summary>
    [FieldOffset(0), XenField("paddr")] public ulong Address;

    /// <summary>Its size in bytes.</summary>
    [FieldOffset(8), XenField("size")] public ulong Size;

    /// <summary>Physical address of its command line, ended by 0.</summary>
    [FieldOffset(16), XenField("cmdline_paddr")] public ulong CommandLineAddress;

    /// <summary>Zero.</summary>
    [FieldOffset(24), XenField("reserved")] public ulong Reserved;
}

/// <summary>One range of the memory map.</summary>
[XenAbi("arch-x86/hvm/start_info.h", "hvm_memmap_table_entry")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct HvmMemmapTableEntry
{
    /// <summary>Where it starts.</summary>
    [FieldOffset(0), XenField("addr")] public ulong Address;

    /// <summary>Its size in bytes.</summary>
    [FieldOffset(8), XenField("size")] public ulong Size;

    /// <summary>What it is.</summary>
    [FieldOffset(16), XenField("type")] public HvmMemoryMapType Type;

    /// <summary>Zero.</summary>
    [FieldOffset(20), XenField("reserved")] public uint Reserved;
}

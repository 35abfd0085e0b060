// xen/include/public/elfnote.h at RELEASE-4.17.0, and the relocation note of Xen 4.20: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/elfnote.h
namespace XenGuest.Hypercall.Abi;

/// <summary>The types of the notes named "Xen" in a guest's ELF file (<c>XEN_ELFNOTE_*</c>).</summary>
[XenConstants("elfnote.h")]
public enum ElfNoteType : uint
{
    /// <summary><c>XEN_ELFNOTE_INFO</c>: a name and a value, as text.</summary>
    [XenConstant("XEN_ELFNOTE_INFO")] Info = 0,

    /// <summary><c>XEN_ELFNOTE_ENTRY</c>: the virtual address of the entry (PV).</summary>
    [XenConstant("XEN_ELFNOTE_ENTRY")] Entry = 1,

    /// <summary><c>XEN_ELFNOTE_HYPERCALL_PAGE</c>: the virtual address of the hypercall page (PV).</summary>
    [XenConstant("XEN_ELFNOTE_HYPERCALL_PAGE")] HypercallPage = 2,

    /// <summary><c>XEN_ELFNOTE_VIRT_BASE</c>: where the image is mapped (PV).</summary>
    [XenConstant("XEN_ELFNOTE_VIRT_BASE")] VirtualBase = 3,

    /// <summary>
    /// <c>XEN_ELFNOTE_PADDR_OFFSET</c>: the difference between the physical addresses of the file and the real ones
    /// (PV).
    /// </summary>
    [XenConstant("XEN_ELFNOTE_PADDR_OFFSET")] PhysicalAddressOffset = 4,

    /// <summary><c>XEN_ELFNOTE_XEN_VERSION</c>: the Xen release it is made for, as text.</summary>
    [XenConstant("XEN_ELFNOTE_XEN_VERSION")] XenVersion = 5,

    /// <summary><c>XEN_ELFNOTE_GUEST_OS</c>: the name of the guest, as text.</summary>
    [XenConstant("XEN_ELFNOTE_GUEST_OS")] GuestOs = 6,

    /// <summary><c>XEN_ELFNOTE_GUEST_VERSION</c>: its version, as text.</summary>
    [XenConstant("XEN_ELFNOTE_GUEST_VERSION")] GuestVersion = 7,

    /// <summary><c>XEN_ELFNOTE_LOADER</c>: the kind of loader, as text.</summary>
    [XenConstant("XEN_ELFNOTE_LOADER")] Loader = 8,

    /// <summary><c>XEN_ELFNOTE_PAE_MODE</c>: whether it works with PAE, as text (32-bit PV).</summary>
    [XenConstant("XEN_ELFNOTE_PAE_MODE")] PaeMode = 9,

    /// <summary><c>XEN_ELFNOTE_FEATURES</c>: the features it works with and needs, as text.</summary>
    [XenConstant("XEN_ELFNOTE_FEATURES")] Features = 10,

    /// <summary><c>XEN_ELFNOTE_BSD_SYMTAB</c>: whether it wants its symbols loaded, as text.</summary>
    [XenConstant("XEN_ELFNOTE_BSD_SYMTAB")] BsdSymbolTable = 11,

    /// <summary><c>XEN_ELFNOTE_HV_START_LOW</c>: the lowest address at which Xen may start (32-bit PV).</summary>
    [XenConstant("XEN_ELFNOTE_HV_START_LOW")] HypervisorStartLow = 12,

    /// <summary><c>XEN_ELFNOTE_L1_MFN_VALID</c>: how page table entries with frames are known (PV).</summary>
    [XenConstant("XEN_ELFNOTE_L1_MFN_VALID")] L1FrameValid = 13,

    /// <summary><c>XEN_ELFNOTE_SUSPEND_CANCEL</c>: whether a suspend may be called off.</summary>
    [XenConstant("XEN_ELFNOTE_SUSPEND_CANCEL")] SuspendCancel = 14,

    /// <summary><c>XEN_ELFNOTE_INIT_P2M</c>: where the first p2m list is mapped (PV).</summary>
    [XenConstant("XEN_ELFNOTE_INIT_P2M")] InitialP2m = 15,

    /// <summary><c>XEN_ELFNOTE_MOD_START_PFN</c>: whether the module may be left unmapped (PV).</summary>
    [XenConstant("XEN_ELFNOTE_MOD_START_PFN")] ModuleStartFrame = 16,

    /// <summary><c>XEN_ELFNOTE_SUPPORTED_FEATURES</c>: the features it works with, as bits.</summary>
    [XenConstant("XEN_ELFNOTE_SUPPORTED_FEATURES")] SupportedFeatures = 17,

    /// <summary>
    /// <c>XEN_ELFNOTE_PHYS32_ENTRY</c>: the physical address of the 32-bit entry: what makes an ELF file a PVH guest.
    /// </summary>
    [XenConstant("XEN_ELFNOTE_PHYS32_ENTRY")] Physical32Entry = 18,

    /// <summary>
    /// <c>XEN_ELFNOTE_PHYS32_RELOC</c>: the image can be moved: alignment, lowest and highest address.
    /// </summary>
    [XenConstant("XEN_ELFNOTE_PHYS32_RELOC", Origin = "xen.git c447b7308b, public/elfnote.h")]
    Physical32Relocation = 19,

    /// <summary><c>XEN_ELFNOTE_CRASH_INFO</c>: of a crash dump: what Xen knew.</summary>
    [XenConstant("XEN_ELFNOTE_CRASH_INFO")] CrashInfo = 0x1000001,

    /// <summary><c>XEN_ELFNOTE_CRASH_REGS</c>: of a crash dump: system registers of one processor.</summary>
    [XenConstant("XEN_ELFNOTE_CRASH_REGS")] CrashRegisters = 0x1000002,

    /// <summary><c>XEN_ELFNOTE_DUMPCORE_NONE</c>: of a core dump: marks it.</summary>
    [XenConstant("XEN_ELFNOTE_DUMPCORE_NONE")] DumpCoreNone = 0x2000000,

    /// <summary><c>XEN_ELFNOTE_DUMPCORE_HEADER</c>: of a core dump: its header.</summary>
    [XenConstant("XEN_ELFNOTE_DUMPCORE_HEADER")] DumpCoreHeader = 0x2000001,

    /// <summary><c>XEN_ELFNOTE_DUMPCORE_XEN_VERSION</c>: of a core dump: the Xen release.</summary>
    [XenConstant("XEN_ELFNOTE_DUMPCORE_XEN_VERSION")] DumpCoreXenVersion = 0x2000002,

    /// <summary><c>XEN_ELFNOTE_DUMPCORE_FORMAT_VERSION</c>: of a core dump: its format.</summary>
    [XenConstant("XEN_ELFNOTE_DUMPCORE_FORMAT_VERSION")] DumpCoreFormatVersion = 0x2000003,
}

// xen/include/public/grant_table.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/grant_table.h
using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>
/// The commands of <c>HYPERVISOR_grant_table_op</c> (<c>GNTTABOP_*</c>); each takes an array of its structure.
/// </summary>
[XenConstants("grant_table.h")]
public enum GrantTableCommand : uint
{
    /// <summary><c>GNTTABOP_map_grant_ref</c>: maps another domain's page: <see cref="GnttabMapGrantRef"/>.</summary>
    [XenConstant("GNTTABOP_map_grant_ref")] MapGrantReference = 0,

    /// <summary><c>GNTTABOP_unmap_grant_ref</c>: ends a mapping: <see cref="GnttabUnmapGrantRef"/>.</summary>
    [XenConstant("GNTTABOP_unmap_grant_ref")] UnmapGrantReference = 1,

    /// <summary>
    /// <c>GNTTABOP_setup_table</c>: sizes the table and lists its frames: <see cref="GnttabSetupTable{TWord}"/>.
    /// </summary>
    [XenConstant("GNTTABOP_setup_table")] SetupTable = 2,

    /// <summary><c>GNTTABOP_dump_table</c>: prints the table on Xen's console: <see cref="GnttabDumpTable"/>.</summary>
    [XenConstant("GNTTABOP_dump_table")] DumpTable = 3,

    /// <summary><c>GNTTABOP_transfer</c>: gives a page away (PV): <see cref="GnttabTransfer{TWord}"/>.</summary>
    [XenConstant("GNTTABOP_transfer")] Transfer = 4,

    /// <summary><c>GNTTABOP_copy</c>: has Xen copy between pages: <see cref="GnttabCopy{TWord}"/>.</summary>
    [XenConstant("GNTTABOP_copy")] Copy = 5,

    /// <summary><c>GNTTABOP_query_size</c>: reads the size of the table: <see cref="GnttabQuerySize"/>.</summary>
    [XenConstant("GNTTABOP_query_size")] QuerySize = 6,

    /// <summary>
    /// <c>GNTTABOP_unmap_and_replace</c>: ends a mapping and puts another in its place (PV): <see
    /// cref="GnttabUnmapAndReplace"/>.
    /// </summary>
    [XenConstant("GNTTABOP_unmap_and_replace")] UnmapAndReplace = 7,

    /// <summary><c>GNTTABOP_set_version</c>: chooses version 1 or 2: <see cref="GnttabSetVersion"/>.</summary>
    [XenConstant("GNTTABOP_set_version")] SetVersion = 8,

    /// <summary>
    /// <c>GNTTABOP_get_status_frames</c>: lists the status frames of version 2: <see
    /// cref="GnttabGetStatusFrames{TWord}"/>.
    /// </summary>
    [XenConstant("GNTTABOP_get_status_frames")] GetStatusFrames = 9,

    /// <summary><c>GNTTABOP_get_version</c>: reads the version: <see cref="GnttabGetVersion"/>.</summary>
    [XenConstant("GNTTABOP_get_version")] GetVersion = 10,

    /// <summary><c>GNTTABOP_swap_grant_ref</c>: swaps two entries: <see cref="GnttabSwapGrantRef"/>.</summary>
    [XenConstant("GNTTABOP_swap_grant_ref")] SwapGrantReferences = 11,

    /// <summary>
    /// <c>GNTTABOP_cache_flush</c>: flushes caches of a granted page: <see cref="GnttabCacheFlush"/>.
    /// </summary>
    [XenConstant("GNTTABOP_cache_flush")] CacheFlush = 12,
}

/// <summary>The result of one grant operation (<c>GNTST_*</c>).</summary>
[XenConstants("grant_table.h")]
public enum GrantStatus : short
{
    /// <summary><c>GNTST_okay</c>: done.</summary>
    [XenConstant("GNTST_okay")] Okay = 0,

    /// <summary><c>GNTST_general_error</c>: failed, for no reason below.</summary>
    [XenConstant("GNTST_general_error")] GeneralError = -1,

    /// <summary><c>GNTST_bad_domain</c>: no such domain.</summary>
    [XenConstant("GNTST_bad_domain")] BadDomain = -2,

    /// <summary><c>GNTST_bad_gntref</c>: no such reference, or not one for this.</summary>
    [XenConstant("GNTST_bad_gntref")] BadReference = -3,

    /// <summary><c>GNTST_bad_handle</c>: no such handle, or not one for this.</summary>
    [XenConstant("GNTST_bad_handle")] BadHandle = -4,

    /// <summary><c>GNTST_bad_virt_addr</c>: not an address to map at.</summary>
    [XenConstant("GNTST_bad_virt_addr")] BadVirtualAddress = -5,

    /// <summary><c>GNTST_bad_dev_addr</c>: not a device address to unmap.</summary>
    [XenConstant("GNTST_bad_dev_addr")] BadDeviceAddress = -6,

    /// <summary><c>GNTST_no_device_space</c>: no room in the I/O MMU.</summary>
    [XenConstant("GNTST_no_device_space")] NoDeviceSpace = -7,

    /// <summary><c>GNTST_permission_denied</c>: not allowed to the caller.</summary>
    [XenConstant("GNTST_permission_denied")] PermissionDenied = -8,

    /// <summary><c>GNTST_bad_page</c>: not a page for this.</summary>
    [XenConstant("GNTST_bad_page")] BadPage = -9,

    /// <summary><c>GNTST_bad_copy_arg</c>: a copy across the end of a page.</summary>
    [XenConstant("GNTST_bad_copy_arg")] BadCopyArgument = -10,

    /// <summary><c>GNTST_address_too_big</c>: the page lies beyond the receiver's reach.</summary>
    [XenConstant("GNTST_address_too_big")] AddressTooBig = -11,

    /// <summary><c>GNTST_eagain</c>: not done; try again.</summary>
    [XenConstant("GNTST_eagain")] TryAgain = -12,

    /// <summary><c>GNTST_no_space</c>: no room for handles or the like.</summary>
    [XenConstant("GNTST_no_space")] NoSpace = -13,
}

/// <summary>The flags of a grant entry (<c>GTF_*</c>). Bits 1:0 are its type.</summary>
[Flags]
[XenConstants("grant_table.h")]
public enum GrantFlags : ushort
{
    /// <summary><c>GTF_invalid</c>: type: grants nothing.</summary>
    [XenConstant("GTF_invalid")] Invalid = 0,

    /// <summary><c>GTF_permit_access</c>: type: the domain may use the frame.</summary>
    [XenConstant("GTF_permit_access")] PermitAccess = 1,

    /// <summary><c>GTF_accept_transfer</c>: type: the domain may give a page to this guest.</summary>
    [XenConstant("GTF_accept_transfer")] AcceptTransfer = 2,

    /// <summary>
    /// <c>GTF_transitive</c>: type: the domain may use a third domain's grant (version 2, copies only).
    /// </summary>
    [XenConstant("GTF_transitive")] Transitive = 3,

    /// <summary><c>GTF_readonly</c>: the domain may only read. Set by the guest.</summary>
    [XenConstant("GTF_readonly")] ReadOnly = 1 << 2,

    /// <summary>
    /// <c>GTF_reading</c>: the domain has it mapped for reading. Set by Xen; version 1, and the status of version 2.
    /// </summary>
    [XenConstant("GTF_reading")] Reading = 1 << 3,

    /// <summary><c>GTF_writing</c>: the domain has it mapped for writing. Set by Xen, likewise.</summary>
    [XenConstant("GTF_writing")] Writing = 1 << 4,

    /// <summary><c>GTF_PWT</c>: cache attribute PWT of its mappings. Set by the guest.</summary>
    [XenConstant("GTF_PWT")] WriteThrough = 1 << 5,

    /// <summary><c>GTF_PCD</c>: cache attribute PCD of its mappings. Set by the guest.</summary>
    [XenConstant("GTF_PCD")] CacheDisable = 1 << 6,

    /// <summary><c>GTF_PAT</c>: cache attribute PAT of its mappings. Set by the guest.</summary>
    [XenConstant("GTF_PAT")] PageAttribute = 1 << 7,

    /// <summary><c>GTF_sub_page</c>: only part of the page, and copies only (version 2).</summary>
    [XenConstant("GTF_sub_page")] SubPage = 1 << 8,
}

/// <summary>Bits of <see cref="GrantFlags"/> that share a value with another.</summary>
[XenConstants("grant_table.h")]
public static class GrantFlagBits
{
    /// <summary><c>GTF_type_mask</c>: the bits of the type.</summary>
    [XenConstant("GTF_type_mask")] public const GrantFlags TypeMask = (GrantFlags)3;

    /// <summary>
    /// <c>GTF_transfer_committed</c>: of a transfer: Xen is about to write the frame; the entry may not change.
    /// </summary>
    [XenConstant("GTF_transfer_committed")] public const GrantFlags TransferCommitted = (GrantFlags)(1 << 2);

    /// <summary><c>GTF_transfer_completed</c>: of a transfer: Xen has written the frame.</summary>
    [XenConstant("GTF_transfer_completed")] public const GrantFlags TransferCompleted = (GrantFlags)(1 << 3);
}

/// <summary>Entries at the start of the table that the tools may fill in (<c>GNTTAB_*RESERVED*</c>).</summary>
[XenConstants("grant_table.h")]
public static class ReservedGrants
{
    /// <summary><c>GNTTAB_NR_RESERVED_ENTRIES</c>: how many are kept for that.</summary>
    [XenConstant("GNTTAB_NR_RESERVED_ENTRIES")] public const uint Count = 8;

    /// <summary><c>GNTTAB_RESERVED_CONSOLE</c>: the page of the console.</summary>
    [XenConstant("GNTTAB_RESERVED_CONSOLE")] public const uint Console = 0;

    /// <summary><c>GNTTAB_RESERVED_XENSTORE</c>: the page of xenstore.</summary>
    [XenConstant("GNTTAB_RESERVED_XENSTORE")] public const uint Store = 1;
}

/// <summary>How a grant is mapped (<c>GNTMAP_*</c>).</summary>
[Flags]
[XenConstants("grant_table.h")]
public enum GrantMapFlags : uint
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary><c>GNTMAP_device_map</c>: for devices.</summary>
    [XenConstant("GNTMAP_device_map")] DeviceMap = 1 << 0,

    /// <summary><c>GNTMAP_host_map</c>: for processors.</summary>
    [XenConstant("GNTMAP_host_map")] HostMap = 1 << 1,

    /// <summary><c>GNTMAP_readonly</c>: for reading only.</summary>
    [XenConstant("GNTMAP_readonly")] ReadOnly = 1 << 2,

    /// <summary><c>GNTMAP_application_map</c>: for the current application too (PV).</summary>
    [XenConstant("GNTMAP_application_map")] ApplicationMap = 1 << 3,

    /// <summary><c>GNTMAP_contains_pte</c>: the address is that of a page table entry (PV).</summary>
    [XenConstant("GNTMAP_contains_pte")] ContainsPageTableEntry = 1 << 4,

    /// <summary><c>GNTMAP_guest_avail_mask</c>: page table bits that are the guest's own.</summary>
    [XenConstant("GNTMAP_guest_avail_mask")] GuestAvailableMask = 0xFFFF0000,
}

/// <summary>What a copy takes as its ends (<c>GNTCOPY_*</c>): guest frames, unless said otherwise.</summary>
[Flags]
[XenConstants("grant_table.h")]
public enum GrantCopyFlags : ushort
{
    /// <summary>Both are guest frames of the caller.</summary>
    None = 0,

    /// <summary><c>GNTCOPY_source_gref</c>: the source is a grant reference.</summary>
    [XenConstant("GNTCOPY_source_gref")] SourceIsReference = 1 << 0,

    /// <summary><c>GNTCOPY_dest_gref</c>: the destination is.</summary>
    [XenConstant("GNTCOPY_dest_gref")] DestinationIsReference = 1 << 1,
}

/// <summary>What a cache flush does (<c>GNTTAB_CACHE_*</c>).</summary>
[Flags]
[XenConstants("grant_table.h")]
public enum GrantCacheFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>GNTTAB_CACHE_CLEAN</c>: writes back.</summary>
    [XenConstant("GNTTAB_CACHE_CLEAN")] Clean = 1u << 0,

    /// <summary><c>GNTTAB_CACHE_INVAL</c>: invalidates.</summary>
    [XenConstant("GNTTAB_CACHE_INVAL")] Invalidate = 1u << 1,

    /// <summary><c>GNTTAB_CACHE_SOURCE_GREF</c>: the page is named by a grant reference.</summary>
    [XenConstant("GNTTAB_CACHE_SOURCE_GREF")] SourceIsReference = 1u << 31,
}

/// <summary>
/// An entry of the grant table, version 1, shared with Xen. Written in the order domain, frame, barrier, flags.
/// </summary>
[XenAbi("grant_table.h", "grant_entry_v1")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct GrantEntryV1
{
    /// <summary>Its type and flags: valid as soon as they are.</summary>
    [FieldOffset(0), XenField("flags")] public GrantFlags Flags;

    /// <summary>The domain that may use it.</summary>
    [FieldOffset(2), XenField("domid")] public ushort Domain;

    /// <summary>The guest frame granted, below 2^32.</summary>
    [FieldOffset(4), XenField("frame")] public uint Frame;
}

/// <summary>The start of an entry at every version.</summary>
[XenAbi("grant_table.h", "grant_entry_header")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct GrantEntryHeader
{
    /// <summary>Its type and flags: valid as soon as they are.</summary>
    [FieldOffset(0), XenField("flags")] public GrantFlags Flags;

    /// <summary>The domain that may use it.</summary>
    [FieldOffset(2), XenField("domid")] public ushort Domain;
}

/// <summary>An entry of the grant table, version 2, shared with Xen.</summary>
[XenAbi("grant_table.h", "union grant_entry_v2")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct GrantEntryV2
{
    /// <summary>Its start.</summary>
    [FieldOffset(0), XenField("hdr")] public GrantEntryHeader Header;

    /// <summary>A whole page: the guest frame.</summary>
    [FieldOffset(8), XenField("full_page.frame")] public ulong FullPageFrame;

    /// <summary>Part of a page: where it starts, in bytes.</summary>
    [FieldOffset(4), XenField("sub_page.page_off")] public ushort SubPageOffset;

    /// <summary>Part of a page: its bytes.</summary>
    [FieldOffset(6), XenField("sub_page.length")] public ushort SubPageLength;

    /// <summary>Part of a page: the guest frame.</summary>
    [FieldOffset(8), XenField("sub_page.frame")] public ulong SubPageFrame;

    /// <summary>A third domain's grant: the domain.</summary>
    [FieldOffset(4), XenField("transitive.trans_domid")] public ushort TransitiveDomain;

    /// <summary>A third domain's grant: the reference there.</summary>
    [FieldOffset(8), XenField("transitive.gref")] public uint TransitiveReference;

    /// <summary>The entry as four words.</summary>
    [FieldOffset(0), XenField("__spacer")] public fixed uint Words[4];
}

/// <summary>The status of an entry of version 2, in a frame of its own: what Xen writes.</summary>
[XenAbi("grant_table.h", "grant_status_t")]
[StructLayout(LayoutKind.Explicit, Size = 2)]
public struct GrantStatusEntry
{
    /// <summary><see cref="GrantFlags.Reading"/> and <see cref="GrantFlags.Writing"/>.</summary>
    [FieldOffset(0)] public GrantFlags Flags;
}

/// <summary>The argument of <see cref="GrantTableCommand.MapGrantReference"/>.</summary>
[XenAbi("grant_table.h", "gnttab_map_grant_ref")]
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct GnttabMapGrantRef
{
    /// <summary>In: where to map; a guest physical address for guests with hardware virtualisation.</summary>
    [FieldOffset(0), XenField("host_addr")] public ulong HostAddress;

    /// <summary>In: how.</summary>
    [FieldOffset(8), XenField("flags")] public GrantMapFlags Flags;

    /// <summary>In: the reference.</summary>
    [FieldOffset(12), XenField("ref")] public uint Reference;

    /// <summary>In: whose.</summary>
    [FieldOffset(16), XenField("dom")] public ushort Domain;

    /// <summary>Out: the result.</summary>
    [FieldOffset(18), XenField("status")] public GrantStatus Status;

    /// <summary>Out: the handle by which it is unmapped.</summary>
    [FieldOffset(20), XenField("handle")] public uint Handle;

    /// <summary>Out: the address for devices.</summary>
    [FieldOffset(24), XenField("dev_bus_addr")] public ulong DeviceAddress;
}

/// <summary>The argument of <see cref="GrantTableCommand.UnmapGrantReference"/>.</summary>
[XenAbi("grant_table.h", "gnttab_unmap_grant_ref")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct GnttabUnmapGrantRef
{
    /// <summary>In: where it is mapped; 0 if not to be touched.</summary>
    [FieldOffset(0), XenField("host_addr")] public ulong HostAddress;

    /// <summary>In: where for devices; 0 if not to be touched.</summary>
    [FieldOffset(8), XenField("dev_bus_addr")] public ulong DeviceAddress;

    /// <summary>In: the handle of the mapping.</summary>
    [FieldOffset(16), XenField("handle")] public uint Handle;

    /// <summary>Out: the result.</summary>
    [FieldOffset(20), XenField("status")] public GrantStatus Status;
}

/// <summary>The argument of <see cref="GrantTableCommand.SetupTable"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("grant_table.h", "gnttab_setup_table")]
[StructLayout(LayoutKind.Sequential)]
public struct GnttabSetupTable<TWord>
    where TWord : unmanaged
{
    /// <summary>In: whose table.</summary>
    [XenField("dom")] public ushort Domain;

    /// <summary>Zero.</summary>
    public ushort Padding0;

    /// <summary>In: the frames it is to have at least.</summary>
    [XenField("nr_frames")] public uint FrameCount;

    /// <summary>Out: the result.</summary>
    [XenField("status")] public GrantStatus Status;

    /// <summary>Zero.</summary>
    public ushort Padding1;

    /// <summary>In: the address of the list of frames, which Xen writes.</summary>
    [XenField("frame_list")] public TWord FrameList;
}

/// <summary>The argument of <see cref="GrantTableCommand.DumpTable"/>.</summary>
[XenAbi("grant_table.h", "gnttab_dump_table")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct GnttabDumpTable
{
    /// <summary>In: whose table.</summary>
    [FieldOffset(0), XenField("dom")] public ushort Domain;

    /// <summary>Out: the result.</summary>
    [FieldOffset(2), XenField("status")] public GrantStatus Status;
}

/// <summary>The argument of <see cref="GrantTableCommand.Transfer"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("grant_table.h", "gnttab_transfer")]
[StructLayout(LayoutKind.Sequential)]
public struct GnttabTransfer<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the page.</summary>
    [XenField("mfn")] public TWord MachineFrame;

    /// <summary>In: who gets it.</summary>
    [XenField("domid")] public ushort Domain;

    /// <summary>Zero.</summary>
    public ushort Padding0;

    /// <summary>In: the reference by which that domain accepts it.</summary>
    [XenField("ref")] public uint Reference;

    /// <summary>Out: the result.</summary>
    [XenField("status")] public GrantStatus Status;

    /// <summary>Zero.</summary>
    public ushort Padding1;
}

/// <summary>One end of a copy.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("grant_table.h", "gnttab_copy_ptr")]
[StructLayout(LayoutKind.Sequential)]
public struct GnttabCopyPtr<TWord>
    where TWord : unmanaged
{
    /// <summary>In: a guest frame, or the reference in its low 32 bits; the rest is 0.</summary>
    [XenField("u.gmfn")] public TWord Frame;

    /// <summary>In: whose.</summary>
    [XenField("domid")] public ushort Domain;

    /// <summary>In: where in the page, in bytes.</summary>
    [XenField("offset")] public ushort Offset;
}

/// <summary>The argument of <see cref="GrantTableCommand.Copy"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("grant_table.h", "gnttab_copy")]
[StructLayout(LayoutKind.Sequential)]
public struct GnttabCopy<TWord>
    where TWord : unmanaged
{
    /// <summary>In: from where.</summary>
    [XenField("source")] public GnttabCopyPtr<TWord> Source;

    /// <summary>In: to where.</summary>
    [XenField("dest")] public GnttabCopyPtr<TWord> Destination;

    /// <summary>In: the bytes; neither end may cross its page.</summary>
    [XenField("len")] public ushort Length;

    /// <summary>In: what the ends are.</summary>
    [XenField("flags")] public GrantCopyFlags Flags;

    /// <summary>Out: the result.</summary>
    [XenField("status")] public GrantStatus Status;

    /// <summary>Zero.</summary>
    public ushort Padding0;
}

/// <summary>The argument of <see cref="GrantTableCommand.QuerySize"/>.</summary>
[XenAbi("grant_table.h", "gnttab_query_size")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct GnttabQuerySize
{
    /// <summary>In: whose table.</summary>
    [FieldOffset(0), XenField("dom")] public ushort Domain;

    /// <summary>Out: the frames it has.</summary>
    [FieldOffset(4), XenField("nr_frames")] public uint FrameCount;

    /// <summary>Out: the frames it can have.</summary>
    [FieldOffset(8), XenField("max_nr_frames")] public uint MaximumFrameCount;

    /// <summary>Out: the result.</summary>
    [FieldOffset(12), XenField("status")] public GrantStatus Status;
}

/// <summary>The argument of <see cref="GrantTableCommand.UnmapAndReplace"/>.</summary>
[XenAbi("grant_table.h", "gnttab_unmap_and_replace")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct GnttabUnmapAndReplace
{
    /// <summary>In: where it is mapped.</summary>
    [FieldOffset(0), XenField("host_addr")] public ulong HostAddress;

    /// <summary>In: whose mapping takes its place.</summary>
    [FieldOffset(8), XenField("new_addr")] public ulong NewAddress;

    /// <summary>In: the handle of the mapping.</summary>
    [FieldOffset(16), XenField("handle")] public uint Handle;

    /// <summary>Out: the result.</summary>
    [FieldOffset(20), XenField("status")] public GrantStatus Status;
}

/// <summary>The argument of <see cref="GrantTableCommand.SetVersion"/>.</summary>
[XenAbi("grant_table.h", "gnttab_set_version")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct GnttabSetVersion
{
    /// <summary>In: 1 or 2. Out: the version in effect.</summary>
    [FieldOffset(0), XenField("version")] public uint Version;
}

/// <summary>The argument of <see cref="GrantTableCommand.GetStatusFrames"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("grant_table.h", "gnttab_get_status_frames")]
[StructLayout(LayoutKind.Sequential)]
public struct GnttabGetStatusFrames<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the entries of the list.</summary>
    [XenField("nr_frames")] public uint FrameCount;

    /// <summary>In: whose table.</summary>
    [XenField("dom")] public ushort Domain;

    /// <summary>Out: the result.</summary>
    [XenField("status")] public GrantStatus Status;

    /// <summary>In: the address of the list of frames (64-bit entries), which Xen writes.</summary>
    [XenField("frame_list")] public TWord FrameList;
}

/// <summary>The argument of <see cref="GrantTableCommand.GetVersion"/>.</summary>
[XenAbi("grant_table.h", "gnttab_get_version")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct GnttabGetVersion
{
    /// <summary>In: whose table.</summary>
    [FieldOffset(0), XenField("dom")] public ushort Domain;

    /// <summary>Zero.</summary>
    [FieldOffset(2), XenField("pad")] public ushort Padding;

    /// <summary>Out: its version.</summary>
    [FieldOffset(4), XenField("version")] public uint Version;
}

/// <summary>The argument of <see cref="GrantTableCommand.SwapGrantReferences"/>.</summary>
[XenAbi("grant_table.h", "gnttab_swap_grant_ref")]
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct GnttabSwapGrantRef
{
    /// <summary>In: one entry.</summary>
    [FieldOffset(0), XenField("ref_a")] public uint ReferenceA;

    /// <summary>In: the other.</summary>
    [FieldOffset(4), XenField("ref_b")] public uint ReferenceB;

    /// <summary>Out: the result.</summary>
    [FieldOffset(8), XenField("status")] public GrantStatus Status;
}

/// <summary>The argument of <see cref="GrantTableCommand.CacheFlush"/>.</summary>
[XenAbi("grant_table.h", "gnttab_cache_flush")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct GnttabCacheFlush
{
    /// <summary>In: the page, by its address for devices.</summary>
    [FieldOffset(0), XenField("a.dev_bus_addr")] public ulong DeviceAddress;

    /// <summary>In: the page, by grant reference.</summary>
    [FieldOffset(0), XenField("a.ref")] public uint Reference;

    /// <summary>In: where in the page, in bytes.</summary>
    [FieldOffset(8), XenField("offset")] public ushort Offset;

    /// <summary>In: the bytes.</summary>
    [FieldOffset(10), XenField("length")] public ushort Length;

    /// <summary>In: what to do.</summary>
    [FieldOffset(12), XenField("op")] public GrantCacheFlags Operation;
}

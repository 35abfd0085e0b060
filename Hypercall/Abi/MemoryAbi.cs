// xen/include/public/memory.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/memory.h
using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_memory_op</c> (<c>XENMEM_*</c>).</summary>
[XenConstants("memory.h")]
public enum MemoryCommand : uint
{
    /// <summary>
    /// <c>XENMEM_increase_reservation</c>: gives a domain more memory (PV); answers how many extents.
    /// </summary>
    [XenConstant("XENMEM_increase_reservation")] IncreaseReservation = 0,

    /// <summary><c>XENMEM_decrease_reservation</c>: returns memory to Xen; answers how many extents.</summary>
    [XenConstant("XENMEM_decrease_reservation")] DecreaseReservation = 1,

    /// <summary><c>XENMEM_maximum_ram_page</c>: answers the highest machine frame of the host.</summary>
    [XenConstant("XENMEM_maximum_ram_page")] MaximumRamPage = 2,

    /// <summary><c>XENMEM_current_reservation</c>: answers how many pages a domain has.</summary>
    [XenConstant("XENMEM_current_reservation")] CurrentReservation = 3,

    /// <summary><c>XENMEM_maximum_reservation</c>: answers how many pages it may have.</summary>
    [XenConstant("XENMEM_maximum_reservation")] MaximumReservation = 4,

    /// <summary><c>XENMEM_machphys_mfn_list</c>: lists the frames of the machine-to-physical table (PV).</summary>
    [XenConstant("XENMEM_machphys_mfn_list")] MachphysFrameList = 5,

    /// <summary><c>XENMEM_populate_physmap</c>: puts memory behind guest frames; answers how many extents.</summary>
    [XenConstant("XENMEM_populate_physmap")] PopulatePhysmap = 6,

    /// <summary>
    /// <c>XENMEM_add_to_physmap</c>: puts a page of Xen, or another page of the guest, at a guest frame.
    /// </summary>
    [XenConstant("XENMEM_add_to_physmap")] AddToPhysmap = 7,

    /// <summary><c>XENMEM_memory_map</c>: reads the guest's own memory map.</summary>
    [XenConstant("XENMEM_memory_map")] MemoryMap = 9,

    /// <summary><c>XENMEM_machine_memory_map</c>: reads the host's memory map (privileged).</summary>
    [XenConstant("XENMEM_machine_memory_map")] MachineMemoryMap = 10,

    /// <summary><c>XENMEM_exchange</c>: exchanges extents for others (PV).</summary>
    [XenConstant("XENMEM_exchange")] Exchange = 11,

    /// <summary><c>XENMEM_machphys_mapping</c>: tells where the machine-to-physical table is mapped (PV).</summary>
    [XenConstant("XENMEM_machphys_mapping")] MachphysMapping = 12,

    /// <summary><c>XENMEM_set_memory_map</c>: sets a domain's memory map (privileged).</summary>
    [XenConstant("XENMEM_set_memory_map")] SetMemoryMap = 13,

    /// <summary><c>XENMEM_maximum_gpfn</c>: answers the highest guest frame in use.</summary>
    [XenConstant("XENMEM_maximum_gpfn")] MaximumGuestFrame = 14,

    /// <summary><c>XENMEM_remove_from_physmap</c>: takes away what is at a guest frame.</summary>
    [XenConstant("XENMEM_remove_from_physmap")] RemoveFromPhysmap = 15,

    /// <summary><c>XENMEM_set_pod_target</c>: sets the target of populate-on-demand (privileged).</summary>
    [XenConstant("XENMEM_set_pod_target")] SetPodTarget = 16,

    /// <summary><c>XENMEM_get_pod_target</c>: reads it (privileged).</summary>
    [XenConstant("XENMEM_get_pod_target")] GetPodTarget = 17,

    /// <summary><c>XENMEM_get_sharing_freed_pages</c>: answers how many pages sharing saved (tools).</summary>
    [XenConstant("XENMEM_get_sharing_freed_pages")] GetSharingFreedPages = 18,

    /// <summary><c>XENMEM_get_sharing_shared_pages</c>: answers how many pages are shared (tools).</summary>
    [XenConstant("XENMEM_get_sharing_shared_pages")] GetSharingSharedPages = 19,

    /// <summary><c>XENMEM_paging_op</c>: pages guest memory out and in (tools).</summary>
    [XenConstant("XENMEM_paging_op")] PagingOp = 20,

    /// <summary><c>XENMEM_access_op</c>: sets and reads access rights of frames (tools).</summary>
    [XenConstant("XENMEM_access_op")] AccessOp = 21,

    /// <summary><c>XENMEM_sharing_op</c>: shares frames and forks domains (tools).</summary>
    [XenConstant("XENMEM_sharing_op")] SharingOp = 22,

    /// <summary><c>XENMEM_add_to_physmap_batch</c>: does many of <see cref="AddToPhysmap"/> at once.</summary>
    [XenConstant("XENMEM_add_to_physmap_batch")] AddToPhysmapBatch = 23,

    /// <summary><c>XENMEM_claim_pages</c>: claims host memory for a domain (privileged).</summary>
    [XenConstant("XENMEM_claim_pages")] ClaimPages = 24,

    /// <summary>
    /// <c>XENMEM_machphys_compat_mfn_list</c>: lists the frames of the 32-bit machine-to-physical table (PV).
    /// </summary>
    [XenConstant("XENMEM_machphys_compat_mfn_list")] MachphysCompatFrameList = 25,

    /// <summary><c>XENMEM_get_vnumainfo</c>: reads the guest's NUMA topology.</summary>
    [XenConstant("XENMEM_get_vnumainfo")] GetVnumaInfo = 26,

    /// <summary><c>XENMEM_reserved_device_memory_map</c>: lists guest addresses that devices need (tools).</summary>
    [XenConstant("XENMEM_reserved_device_memory_map")] ReservedDeviceMemoryMap = 27,

    /// <summary>
    /// <c>XENMEM_acquire_resource</c>: maps a domain's resource, such as its grant table (privileged).
    /// </summary>
    [XenConstant("XENMEM_acquire_resource")] AcquireResource = 28,
}

/// <summary>
/// Flags of <see cref="XenMemoryReservation{TWord}"/> (<c>XENMEMF_*</c>); bits 7:0 limit the address, bits 15:8 are a
/// NUMA node + 1.
/// </summary>
[Flags]
[XenConstants("memory.h")]
public enum MemoryFlags : uint
{
    /// <summary>No wish.</summary>
    None = 0,

    /// <summary><c>XENMEMF_populate_on_demand</c>: memory comes when it is touched.</summary>
    [XenConstant("XENMEMF_populate_on_demand")] PopulateOnDemand = 1 << 16,

    /// <summary><c>XENMEMF_exact_node_request</c>: from the named node or not at all.</summary>
    [XenConstant("XENMEMF_exact_node_request")] ExactNode = 1 << 17,

    /// <summary><c>XENMEMF_vnode</c>: the node is one of the guest's own topology.</summary>
    [XenConstant("XENMEMF_vnode")] VirtualNode = 1 << 18,
}

/// <summary>Where the page of <see cref="MemoryCommand.AddToPhysmap"/> comes from (<c>XENMAPSPACE_*</c>).</summary>
[XenConstants("memory.h")]
public enum PhysmapSpace : uint
{
    /// <summary><c>XENMAPSPACE_shared_info</c>: the shared_info page; its index is 0.</summary>
    [XenConstant("XENMAPSPACE_shared_info")] SharedInfo = 0,

    /// <summary>
    /// <c>XENMAPSPACE_grant_table</c>: a frame of the grant table; see <see cref="PhysmapIndex.GrantStatus"/>.
    /// </summary>
    [XenConstant("XENMAPSPACE_grant_table")] GrantTable = 1,

    /// <summary><c>XENMAPSPACE_gmfn</c>: a guest frame, which moves.</summary>
    [XenConstant("XENMAPSPACE_gmfn")] GuestFrame = 2,

    /// <summary><c>XENMAPSPACE_gmfn_range</c>: a range of guest frames; not in a batch.</summary>
    [XenConstant("XENMAPSPACE_gmfn_range")] GuestFrameRange = 3,

    /// <summary><c>XENMAPSPACE_gmfn_foreign</c>: a frame of another domain; in a batch only.</summary>
    [XenConstant("XENMAPSPACE_gmfn_foreign")] ForeignFrame = 4,

    /// <summary><c>XENMAPSPACE_dev_mmio</c>: device memory; Arm only.</summary>
    [XenConstant("XENMAPSPACE_dev_mmio")] DeviceMmio = 5,
}

/// <summary>Bits of the index into a <see cref="PhysmapSpace"/>.</summary>
[XenConstants("memory.h")]
public static class PhysmapIndex
{
    /// <summary>
    /// <c>XENMAPIDX_grant_table_status</c>: with <see cref="PhysmapSpace.GrantTable"/>: the frame is one of the status
    /// frames of version 2.
    /// </summary>
    [XenConstant("XENMAPIDX_grant_table_status")] public const uint GrantStatus = 0x80000000;
}

/// <summary>
/// The argument of <see cref="MemoryCommand.PopulatePhysmap"/>, <see cref="MemoryCommand.DecreaseReservation"/> and
/// <see cref="MemoryCommand.IncreaseReservation"/>.
/// </summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_memory_reservation")]
[StructLayout(LayoutKind.Sequential)]
public struct XenMemoryReservation<TWord>
    where TWord : unmanaged
{
    /// <summary>
    /// In: the address of the list of frames, one the start of each extent. Out: frames where Xen chooses them.
    /// </summary>
    [XenField("extent_start")] public TWord ExtentStart;

    /// <summary>In: the entries of the list.</summary>
    [XenField("nr_extents")] public TWord ExtentCount;

    /// <summary>In: each extent has 2^order pages.</summary>
    [XenField("extent_order")] public uint ExtentOrder;

    /// <summary>In: wishes.</summary>
    [XenField("mem_flags")] public MemoryFlags Flags;

    /// <summary>In: the domain; DOMID_SELF unless the caller is privileged.</summary>
    [XenField("domid")] public ushort Domain;
}

/// <summary>The argument of <see cref="MemoryCommand.Exchange"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_memory_exchange")]
[StructLayout(LayoutKind.Sequential)]
public struct XenMemoryExchange<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the extents given.</summary>
    [XenField("in")] public XenMemoryReservation<TWord> In;

    /// <summary>In and out: the extents wanted, of the same total size.</summary>
    [XenField("out")] public XenMemoryReservation<TWord> Out;

    /// <summary>Out: the extents exchanged. The caller sets it to 0 before the call.</summary>
    [XenField("nr_exchanged")] public TWord ExchangedCount;
}

/// <summary>
/// The argument of <see cref="MemoryCommand.CurrentReservation"/>, <see cref="MemoryCommand.MaximumReservation"/> and
/// <see cref="MemoryCommand.MaximumGuestFrame"/>.
/// </summary>
[XenAbi("memory.h", "xen_memory_domain")]
[StructLayout(LayoutKind.Explicit, Size = 2)]
public struct XenMemoryDomain
{
    /// <summary>In: the domain asked about.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;
}

/// <summary>The argument of <see cref="MemoryCommand.MachphysFrameList"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_machphys_mfn_list")]
[StructLayout(LayoutKind.Sequential)]
public struct XenMachphysMfnList<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the room of the list.</summary>
    [XenField("max_extents")] public uint MaximumExtents;

    /// <summary>In: the address of the list.</summary>
    [XenField("extent_start")] public TWord ExtentStart;

    /// <summary>Out: the entries written.</summary>
    [XenField("nr_extents")] public uint ExtentCount;
}

/// <summary>The argument of <see cref="MemoryCommand.MachphysMapping"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_machphys_mapping")]
[StructLayout(LayoutKind.Sequential)]
public struct XenMachphysMapping<TWord>
    where TWord : unmanaged
{
    /// <summary>Out: where the table starts.</summary>
    [XenField("v_start")] public TWord Start;

    /// <summary>Out: where it ends.</summary>
    [XenField("v_end")] public TWord End;

    /// <summary>Out: the last machine frame in it.</summary>
    [XenField("max_mfn")] public TWord MaximumFrame;
}

/// <summary>The argument of <see cref="MemoryCommand.AddToPhysmap"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_add_to_physmap")]
[StructLayout(LayoutKind.Sequential)]
public struct XenAddToPhysmap<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the domain; DOMID_SELF unless the caller is privileged.</summary>
    [XenField("domid")] public ushort Domain;

    /// <summary>In: the pages, for <see cref="PhysmapSpace.GuestFrameRange"/> only.</summary>
    [XenField("size")] public ushort Size;

    /// <summary>In: where the page comes from.</summary>
    [XenField("space")] public PhysmapSpace Space;

    /// <summary>In: which page of that space.</summary>
    [XenField("idx")] public TWord Index;

    /// <summary>In: the guest frame at which it is to appear; what was there is gone.</summary>
    [XenField("gpfn")] public TWord GuestFrame;
}

/// <summary>The argument of <see cref="MemoryCommand.AddToPhysmapBatch"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_add_to_physmap_batch")]
[StructLayout(LayoutKind.Sequential)]
public struct XenAddToPhysmapBatch<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the domain; DOMID_SELF unless the caller is privileged.</summary>
    [XenField("domid")] public ushort Domain;

    /// <summary>In: a <see cref="PhysmapSpace"/>, 16 bits wide here.</summary>
    [XenField("space")] public ushort Space;

    /// <summary>In: the entries of each list.</summary>
    [XenField("size")] public ushort Size;

    /// <summary>In: the owner, for <see cref="PhysmapSpace.ForeignFrame"/>; else 0.</summary>
    [XenField("u.foreign_domid")] public ushort ForeignDomain;

    /// <summary>In: the address of the list of indexes.</summary>
    [XenField("idxs")] public TWord Indexes;

    /// <summary>In: the address of the list of guest frames.</summary>
    [XenField("gpfns")] public TWord GuestFrames;

    /// <summary>In: the address of a list of 32-bit errors, which Xen writes.</summary>
    [XenField("errs")] public TWord Errors;
}

/// <summary>The argument of <see cref="MemoryCommand.RemoveFromPhysmap"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_remove_from_physmap")]
[StructLayout(LayoutKind.Sequential)]
public struct XenRemoveFromPhysmap<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the domain; DOMID_SELF unless the caller is privileged.</summary>
    [XenField("domid")] public ushort Domain;

    /// <summary>In: the guest frame to empty.</summary>
    [XenField("gpfn")] public TWord GuestFrame;
}

/// <summary>
/// The argument of <see cref="MemoryCommand.MemoryMap"/> and <see cref="MemoryCommand.MachineMemoryMap"/>.
/// </summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_memory_map")]
[StructLayout(LayoutKind.Sequential)]
public struct XenMemoryMap<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the room of the buffer, in entries. Out: the entries written.</summary>
    [XenField("nr_entries")] public uint EntryCount;

    /// <summary>In: the address of an array of <see cref="E820Entry"/>.</summary>
    [XenField("buffer")] public TWord Buffer;
}

/// <summary>What a range of a memory map is, as the BIOS numbers it.</summary>
public enum E820Type : uint
{
    /// <summary>Memory for use.</summary>
    Ram = 1,

    /// <summary>Not for use.</summary>
    Reserved = 2,

    /// <summary>ACPI tables; for use once they were read.</summary>
    Acpi = 3,

    /// <summary>ACPI memory that must be kept.</summary>
    AcpiNonVolatile = 4,

    /// <summary>Broken memory.</summary>
    Unusable = 5,
}

/// <summary>One entry of a memory map, in the form of the BIOS (INT 15h, E820h): 20 bytes, unaligned.</summary>
[StructLayout(LayoutKind.Explicit, Size = 20)]
public struct E820Entry
{
    /// <summary>Bits 31:0 of the address.</summary>
    [FieldOffset(0)] public uint AddressLow;

    /// <summary>Bits 63:32.</summary>
    [FieldOffset(4)] public uint AddressHigh;

    /// <summary>Bits 31:0 of the size in bytes.</summary>
    [FieldOffset(8)] public uint SizeLow;

    /// <summary>Bits 63:32.</summary>
    [FieldOffset(12)] public uint SizeHigh;

    /// <summary>What the range is.</summary>
    [FieldOffset(16)] public E820Type Type;

    /// <summary>The address at which the range starts.</summary>
    public readonly ulong Address => ((ulong)AddressHigh << 32) | AddressLow;

    /// <summary>The size of the range in bytes.</summary>
    public readonly ulong Size => ((ulong)SizeHigh << 32) | SizeLow;
}

/// <summary>The argument of <see cref="MemoryCommand.SetMemoryMap"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("memory.h", "xen_foreign_memory_map")]
[StructLayout(LayoutKind.Sequential)]
public struct XenForeignMemoryMap<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the domain.</summary>
    [XenField("domid")] public ushort Domain;

    /// <summary>In: its map.</summary>
    [XenField("map")] public XenMemoryMap<TWord> Map;
}

/// <summary>
/// The argument of <see cref="MemoryCommand.SetPodTarget"/> and <see cref="MemoryCommand.GetPodTarget"/>, 64-bit
/// caller.
/// </summary>
[XenAbi("memory.h", "xen_pod_target", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct XenPodTarget64
{
    /// <summary>In: the target.</summary>
    [FieldOffset(0), XenField("target_pages")] public ulong TargetPages;

    /// <summary>Out: the pages of the domain.</summary>
    [FieldOffset(8), XenField("tot_pages")] public ulong TotalPages;

    /// <summary>Out: the pages held ready.</summary>
    [FieldOffset(16), XenField("pod_cache_pages")] public ulong CachedPages;

    /// <summary>Out: the frames not yet populated.</summary>
    [FieldOffset(24), XenField("pod_entries")] public ulong Entries;

    /// <summary>In: the domain.</summary>
    [FieldOffset(32), XenField("domid")] public ushort Domain;
}

/// <summary>
/// The argument of <see cref="MemoryCommand.SetPodTarget"/> and <see cref="MemoryCommand.GetPodTarget"/>, 32-bit
/// caller.
/// </summary>
[XenAbi("memory.h", "xen_pod_target", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 36)]
public struct XenPodTarget32
{
    /// <summary>In: the target.</summary>
    [FieldOffset(0), XenField("target_pages")] public ulong TargetPages;

    /// <summary>Out: the pages of the domain.</summary>
    [FieldOffset(8), XenField("tot_pages")] public ulong TotalPages;

    /// <summary>Out: the pages held ready.</summary>
    [FieldOffset(16), XenField("pod_cache_pages")] public ulong CachedPages;

    /// <summary>Out: the frames not yet populated.</summary>
    [FieldOffset(24), XenField("pod_entries")] public ulong Entries;

    /// <summary>In: the domain.</summary>
    [FieldOffset(32), XenField("domid")] public ushort Domain;
}

/// <summary>What <see cref="MemoryCommand.AcquireResource"/> maps (<c>XENMEM_resource_*</c>).</summary>
[XenConstants("memory.h")]
public enum ResourceType : ushort
{
    /// <summary><c>XENMEM_resource_ioreq_server</c>: the pages of an I/O request server.</summary>
    [XenConstant("XENMEM_resource_ioreq_server")] IoRequestServer = 0,

    /// <summary>
    /// <c>XENMEM_resource_grant_table</c>: the grant table: its shared frames (identifier 0) or status frames
    /// (identifier 1).
    /// </summary>
    [XenConstant("XENMEM_resource_grant_table")] GrantTable = 1,

    /// <summary><c>XENMEM_resource_vmtrace_buf</c>: a processor trace buffer.</summary>
    [XenConstant("XENMEM_resource_vmtrace_buf")] VmTraceBuffer = 2,
}

/// <summary>The argument of <see cref="MemoryCommand.AcquireResource"/>, 64-bit caller.</summary>
[XenAbi("memory.h", "xen_mem_acquire_resource", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct XenMemAcquireResource64
{
    /// <summary>In: whose resource.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>In: what it is.</summary>
    [FieldOffset(2), XenField("type")] public ResourceType Type;

    /// <summary>In: which one.</summary>
    [FieldOffset(4), XenField("id")] public uint Id;

    /// <summary>In: the frames to map. Out: the size, where it was 0 and the list null.</summary>
    [FieldOffset(8), XenField("nr_frames")] public uint FrameCount;

    /// <summary>Zero.</summary>
    [FieldOffset(12), XenField("pad")] public uint Padding;

    /// <summary>In: the first frame.</summary>
    [FieldOffset(16), XenField("frame")] public ulong Frame;

    /// <summary>In: the address of the list of guest frames.</summary>
    [FieldOffset(24), XenField("frame_list")] public ulong FrameList;
}

/// <summary>The argument of <see cref="MemoryCommand.AcquireResource"/>, 32-bit caller.</summary>
[XenAbi("memory.h", "xen_mem_acquire_resource", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 28)]
public struct XenMemAcquireResource32
{
    /// <summary>In: whose resource.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>In: what it is.</summary>
    [FieldOffset(2), XenField("type")] public ResourceType Type;

    /// <summary>In: which one.</summary>
    [FieldOffset(4), XenField("id")] public uint Id;

    /// <summary>In: the frames to map. Out: the size, where it was 0 and the list null.</summary>
    [FieldOffset(8), XenField("nr_frames")] public uint FrameCount;

    /// <summary>Zero.</summary>
    [FieldOffset(12), XenField("pad")] public uint Padding;

    /// <summary>In: the first frame.</summary>
    [FieldOffset(16), XenField("frame")] public ulong Frame;

    /// <summary>In: the address of the list of guest frames.</summary>
    [FieldOffset(24), XenField("frame_list")] public uint FrameList;
}

/// <summary>A range of memory of one NUMA node.</summary>
[XenAbi("memory.h", "xen_vmemrange")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct XenVmemrange
{
    /// <summary>The first address.</summary>
    [FieldOffset(0), XenField("start")] public ulong Start;

    /// <summary>The address after the last.</summary>
    [FieldOffset(8), XenField("end")] public ulong End;

    /// <summary>Zero.</summary>
    [FieldOffset(16), XenField("flags")] public uint Flags;

    /// <summary>The node.</summary>
    [FieldOffset(20), XenField("nid")] public uint Node;
}

/// <summary>The argument of <see cref="MemoryCommand.GetVnumaInfo"/>.</summary>
[XenAbi("memory.h", "xen_vnuma_topology_info")]
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct XenVnumaTopologyInfo
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>Zero.</summary>
    [FieldOffset(2), XenField("pad")] public ushort Padding;

    /// <summary>In: the room. Out: the nodes.</summary>
    [FieldOffset(4), XenField("nr_vnodes")] public uint NodeCount;

    /// <summary>In: the room. Out: the vCPUs.</summary>
    [FieldOffset(8), XenField("nr_vcpus")] public uint VcpuCount;

    /// <summary>In: the room. Out: the ranges.</summary>
    [FieldOffset(12), XenField("nr_vmemranges")] public uint RangeCount;

    /// <summary>In: the address of the table of distances (32-bit entries).</summary>
    [FieldOffset(16), XenField("vdistance.pad")] public ulong Distances;

    /// <summary>In: the address of the node of each vCPU (32-bit entries).</summary>
    [FieldOffset(24), XenField("vcpu_to_vnode.pad")] public ulong VcpuToNode;

    /// <summary>In: the address of an array of <see cref="XenVmemrange"/>.</summary>
    [FieldOffset(32), XenField("vmemrange.pad")] public ulong Ranges;
}

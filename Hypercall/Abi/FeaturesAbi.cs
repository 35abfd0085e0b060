// xen/include/public/features.h at RELEASE-4.17.0, and the features of later releases: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/features.h
namespace XenGuest.Hypercall.Abi;

/// <summary>
/// The features that <see cref="VersionCommand.GetFeatures"/> reports (<c>XENFEAT_*</c>): numbers of bits.
/// </summary>
[XenConstants("features.h")]
public enum XenFeature : uint
{
    /// <summary><c>XENFEAT_writable_page_tables</c>: page tables need no write protection (PV).</summary>
    [XenConstant("XENFEAT_writable_page_tables")] WritablePageTables = 0,

    /// <summary><c>XENFEAT_writable_descriptor_tables</c>: descriptor tables need no write protection (PV).</summary>
    [XenConstant("XENFEAT_writable_descriptor_tables")] WritableDescriptorTables = 1,

    /// <summary><c>XENFEAT_auto_translated_physmap</c>: the guest works with guest frames; Xen translates.</summary>
    [XenConstant("XENFEAT_auto_translated_physmap")] AutoTranslatedPhysmap = 2,

    /// <summary><c>XENFEAT_supervisor_mode_kernel</c>: the guest's kernel runs in ring 0.</summary>
    [XenConstant("XENFEAT_supervisor_mode_kernel")] SupervisorModeKernel = 3,

    /// <summary><c>XENFEAT_pae_pgdir_above_4gb</c>: page directories may lie above 4 GiB (PV).</summary>
    [XenConstant("XENFEAT_pae_pgdir_above_4gb")] PaePageDirectoryAbove4Gib = 4,

    /// <summary><c>XENFEAT_mmu_pt_update_preserve_ad</c>: MMU_PT_UPDATE_PRESERVE_AD is there (PV).</summary>
    [XenConstant("XENFEAT_mmu_pt_update_preserve_ad")] MmuUpdatePreservesAccessedDirty = 5,

    /// <summary><c>XENFEAT_highmem_assist</c>: MMU_CLEAR_PAGE and MMU_COPY_PAGE are there (PV).</summary>
    [XenConstant("XENFEAT_highmem_assist")] HighMemoryAssist = 6,

    /// <summary>
    /// <c>XENFEAT_gnttab_map_avail_bits</c>: grant mappings take page table bits that are the guest's to use.
    /// </summary>
    [XenConstant("XENFEAT_gnttab_map_avail_bits")] GrantMapAvailableBits = 7,

    /// <summary><c>XENFEAT_hvm_callback_vector</c>: upcalls may come by a vector.</summary>
    [XenConstant("XENFEAT_hvm_callback_vector")] HvmCallbackVector = 8,

    /// <summary>
    /// <c>XENFEAT_hvm_safe_pvclock</c>: vcpu_time_info is right for guests with hardware virtualisation.
    /// </summary>
    [XenConstant("XENFEAT_hvm_safe_pvclock")] HvmSafePvclock = 9,

    /// <summary><c>XENFEAT_hvm_pirqs</c>: such guests may bind physical interrupts to event channels.</summary>
    [XenConstant("XENFEAT_hvm_pirqs")] HvmPirqs = 10,

    /// <summary><c>XENFEAT_dom0</c>: the guest can be dom0.</summary>
    [XenConstant("XENFEAT_dom0")] Dom0 = 11,

    /// <summary><c>XENFEAT_grant_map_identity</c>: withdrawn: the header keeps the number in a comment.</summary>
    [XenConstant("XENFEAT_grant_map_identity", Origin = "a comment of public/features.h")]
    GrantMapIdentity = 12,

    /// <summary>
    /// <c>XENFEAT_memory_op_vnode_supported</c>: <see cref="MemoryFlags.VirtualNode"/> is understood.
    /// </summary>
    [XenConstant("XENFEAT_memory_op_vnode_supported")] MemoryOpVirtualNode = 13,

    /// <summary><c>XENFEAT_ARM_SMCCC_supported</c>: the SMC calling convention (Arm).</summary>
    [XenConstant("XENFEAT_ARM_SMCCC_supported")] ArmSmcccSupported = 14,

    /// <summary>
    /// <c>XENFEAT_linux_rsdp_unrestricted</c>: the ACPI root may lie anywhere (PVH guests named linux).
    /// </summary>
    [XenConstant("XENFEAT_linux_rsdp_unrestricted")] LinuxRsdpUnrestricted = 15,

    /// <summary><c>XENFEAT_not_direct_mapped</c>: guest frames are not machine frames.</summary>
    [XenConstant("XENFEAT_not_direct_mapped")] NotDirectMapped = 16,

    /// <summary><c>XENFEAT_direct_mapped</c>: guest frames are machine frames.</summary>
    [XenConstant("XENFEAT_direct_mapped")] DirectMapped = 17,

    /// <summary>
    /// <c>XENFEAT_runstate_phys_area</c>: <see cref="VcpuCommand.RegisterRunStatePhysicalArea"/> is there.
    /// </summary>
    [XenConstant("XENFEAT_runstate_phys_area", Origin = "xen.git c447b7308b, public/features.h")]
    RunStatePhysicalArea = 18,

    /// <summary>
    /// <c>XENFEAT_vcpu_time_phys_area</c>: <see cref="VcpuCommand.RegisterVcpuTimePhysicalArea"/> is there.
    /// </summary>
    [XenConstant("XENFEAT_vcpu_time_phys_area", Origin = "xen.git c447b7308b, public/features.h")]
    VcpuTimePhysicalArea = 19,

    /// <summary><c>XENFEAT_dm_msix_all_writes</c>: device models see every write to an MSI-X entry.</summary>
    [XenConstant("XENFEAT_dm_msix_all_writes", Origin = "xen.git c447b7308b, public/features.h")]
    DeviceModelMsixAllWrites = 20,
}

/// <summary>Numbers around the features.</summary>
[XenConstants("features.h")]
public static class XenFeatures
{
    /// <summary><c>XENFEAT_NR_SUBMAPS</c>: how many times 32 features there are.</summary>
    [XenConstant("XENFEAT_NR_SUBMAPS")] public const int SubmapCount = 1;
}

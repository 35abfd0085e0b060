// xen/include/public/arch-x86/cpuid.h at RELEASE-4.17.0, and the names of leaf 3 of later releases: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/arch-x86/cpuid.h
using System;

namespace XenGuest.Hypercall.Abi;

/// <summary>
/// Xen's CPUID leaves. The first is at 0x40000000, or at the next multiple of 0x100 that shows the signature.
/// </summary>
/// <remarks>
/// <code>
/// leaf  subleaf  EAX                           EBX               ECX                  EDX
/// +0    -        last leaf                     signature (XenV)  signature (MMXe)     signature (nVMM)
/// +1    -        version: major 31:16, minor   -                 -                    -
/// +2    -        hypercall pages               first MSR         features             features
/// +3    0        XenTscFeatures                XenTscMode        guest TSC in kHz     incarnation
/// +3    1        TSC offset, low               offset, high      multiplier to ns     shift to ns
/// +3    2        host TSC in kHz               -                 -                    -
/// +4    0        XenHvmCpuidFeatures           vCPU              domain               -
/// +5    0        last subleaf                  address width     -                    -
/// </code>
/// </remarks>
[XenConstants("arch-x86/cpuid.h")]
public static class XenCpuid
{
    /// <summary><c>XEN_CPUID_FIRST_LEAF</c>: where the search starts.</summary>
    [XenConstant("XEN_CPUID_FIRST_LEAF")] public const uint FirstLeaf = 0x40000000;

    /// <summary><c>XEN_CPUID_SIGNATURE_EBX</c>: "XenV", of leaf 0.</summary>
    [XenConstant("XEN_CPUID_SIGNATURE_EBX")] public const uint SignatureEbx = 0x566E6558;

    /// <summary><c>XEN_CPUID_SIGNATURE_ECX</c>: "MMXe", of leaf 0.</summary>
    [XenConstant("XEN_CPUID_SIGNATURE_ECX")] public const uint SignatureEcx = 0x65584D4D;

    /// <summary><c>XEN_CPUID_SIGNATURE_EDX</c>: "nVMM", of leaf 0.</summary>
    [XenConstant("XEN_CPUID_SIGNATURE_EDX")] public const uint SignatureEdx = 0x4D4D566E;

    /// <summary>
    /// <c>XEN_CPUID_FEAT1_MMU_PT_UPDATE_PRESERVE_AD</c>: of leaf 2, ECX: MMU_PT_UPDATE_PRESERVE_AD is there.
    /// </summary>
    [XenConstant("XEN_CPUID_FEAT1_MMU_PT_UPDATE_PRESERVE_AD")] public const uint MmuUpdatePreservesAccessedDirty = 1;

    /// <summary><c>XEN_CPUID_MACHINE_ADDRESS_WIDTH_MASK</c>: of leaf 5, EBX: the width of a machine address.</summary>
    [XenConstant("XEN_CPUID_MACHINE_ADDRESS_WIDTH_MASK")] public const uint MachineAddressWidthMask = 0xFF;

    /// <summary><c>XEN_CPUID_MAX_NUM_LEAVES</c>: the last leaf that is defined.</summary>
    [XenConstant("XEN_CPUID_MAX_NUM_LEAVES")] public const uint LastLeaf = 5;

    /// <summary>Leaf with the signature and the number of the last leaf.</summary>
    public const uint SignatureLeaf = 0;

    /// <summary>Leaf with the version.</summary>
    public const uint VersionLeaf = 1;

    /// <summary>Leaf with the hypercall pages and the MSR that sets one up.</summary>
    public const uint HypercallLeaf = 2;

    /// <summary>Leaf with the time stamp counter.</summary>
    public const uint TimeLeaf = 3;

    /// <summary>Leaf of guests with hardware virtualisation.</summary>
    public const uint HvmLeaf = 4;

    /// <summary>Leaf of PV guests.</summary>
    public const uint PvLeaf = 5;

    /// <summary>The distance between two places where the leaves can start.</summary>
    public const uint LeafStride = 0x100;

    /// <summary>The last place where they can start.</summary>
    public const uint LastFirstLeaf = 0x4000FF00;
}

/// <summary>Leaf 3, subleaf 0, EAX: what the time stamp counter is.</summary>
[Flags]
[XenConstants("arch-x86/cpuid.h")]
public enum XenTscFeatures : uint
{
    /// <summary>Nothing is promised.</summary>
    None = 0,

    /// <summary><c>XEN_CPUID_TSC_EMULATED</c>: reading it traps.</summary>
    [XenConstant("XEN_CPUID_TSC_EMULATED", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")] Emulated = 1 << 0,

    /// <summary><c>XEN_CPUID_HOST_TSC_RELIABLE</c>: the host's counter runs evenly.</summary>
    [XenConstant("XEN_CPUID_HOST_TSC_RELIABLE", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")]
    HostReliable = 1 << 1,

    /// <summary><c>XEN_CPUID_RDTSCP_INSTR_AVAIL</c>: RDTSCP is there.</summary>
    [XenConstant("XEN_CPUID_RDTSCP_INSTR_AVAIL", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")]
    RdtscpAvailable = 1 << 2,
}

/// <summary>Leaf 3, subleaf 0, EBX: how the counter was configured.</summary>
[XenConstants("arch-x86/cpuid.h")]
public enum XenTscMode : uint
{
    /// <summary><c>XEN_CPUID_TSC_MODE_DEFAULT</c>: emulated where it must be.</summary>
    [XenConstant("XEN_CPUID_TSC_MODE_DEFAULT", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")] Default = 0,

    /// <summary><c>XEN_CPUID_TSC_MODE_ALWAYS_EMULATE</c>: always emulated.</summary>
    [XenConstant("XEN_CPUID_TSC_MODE_ALWAYS_EMULATE", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")]
    AlwaysEmulate = 1,

    /// <summary><c>XEN_CPUID_TSC_MODE_NEVER_EMULATE</c>: never emulated.</summary>
    [XenConstant("XEN_CPUID_TSC_MODE_NEVER_EMULATE", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")]
    NeverEmulate = 2,

    /// <summary><c>XEN_CPUID_TSC_MODE_PVRDTSCP</c>: never emulated, with TSC_AUX.</summary>
    [XenConstant("XEN_CPUID_TSC_MODE_PVRDTSCP", Origin = "xen.git c447b7308b, public/arch-x86/cpuid.h")] PvRdtscp = 3,
}

/// <summary>Leaf 4, EAX: what a guest with hardware virtualisation has (<c>XEN_HVM_CPUID_*</c>).</summary>
[Flags]
[XenConstants("arch-x86/cpuid.h")]
public enum XenHvmCpuidFeatures : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>XEN_HVM_CPUID_APIC_ACCESS_VIRT</c>: the APIC page is virtualised by hardware.</summary>
    [XenConstant("XEN_HVM_CPUID_APIC_ACCESS_VIRT")] ApicAccess = 1 << 0,

    /// <summary><c>XEN_HVM_CPUID_X2APIC_VIRT</c>: x2APIC accesses are.</summary>
    [XenConstant("XEN_HVM_CPUID_X2APIC_VIRT")] X2Apic = 1 << 1,

    /// <summary><c>XEN_HVM_CPUID_IOMMU_MAPPINGS</c>: devices reach other domains' mapped memory.</summary>
    [XenConstant("XEN_HVM_CPUID_IOMMU_MAPPINGS")] IommuMappings = 1 << 2,

    /// <summary><c>XEN_HVM_CPUID_VCPU_ID_PRESENT</c>: EBX holds the number of this vCPU.</summary>
    [XenConstant("XEN_HVM_CPUID_VCPU_ID_PRESENT")] VcpuIdPresent = 1 << 3,

    /// <summary><c>XEN_HVM_CPUID_DOMID_PRESENT</c>: ECX holds the number of this domain.</summary>
    [XenConstant("XEN_HVM_CPUID_DOMID_PRESENT")] DomainIdPresent = 1 << 4,

    /// <summary><c>XEN_HVM_CPUID_EXT_DEST_ID</c>: interrupts may name 15-bit destinations.</summary>
    [XenConstant("XEN_HVM_CPUID_EXT_DEST_ID")] ExtendedDestinationId = 1 << 5,

    /// <summary><c>XEN_HVM_CPUID_UPCALL_VECTOR</c>: per-vCPU upcall vectors work with physical interrupts.</summary>
    [XenConstant("XEN_HVM_CPUID_UPCALL_VECTOR")] UpcallVector = 1 << 6,
}

// xen/include/public/hvm/hvm_op.h at RELEASE-4.17.0: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/hvm/hvm_op.h
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_hvm_op</c> (<c>HVMOP_*</c>).</summary>
[XenConstants("hvm/hvm_op.h")]
public enum HvmCommand : uint
{
    /// <summary><c>HVMOP_set_param</c>: sets a parameter: <see cref="XenHvmParam"/>.</summary>
    [XenConstant("HVMOP_set_param")] SetParameter = 0,

    /// <summary><c>HVMOP_get_param</c>: reads one: <see cref="XenHvmParam"/>.</summary>
    [XenConstant("HVMOP_get_param")] GetParameter = 1,

    /// <summary><c>HVMOP_flush_tlbs</c>: flushes the TLBs of every vCPU. No argument.</summary>
    [XenConstant("HVMOP_flush_tlbs")] FlushTlbs = 5,

    /// <summary>
    /// <c>HVMOP_pagetable_dying</c>: tells that a page table is about to go: <see cref="XenHvmPagetableDying"/>.
    /// </summary>
    [XenConstant("HVMOP_pagetable_dying")] PageTableDying = 9,

    /// <summary><c>HVMOP_get_time</c>: reads the system time: <see cref="XenHvmGetTime"/>.</summary>
    [XenConstant("HVMOP_get_time")] GetTime = 10,

    /// <summary><c>HVMOP_xentrace</c>: writes a record to Xen's trace buffer: <see cref="XenHvmXentrace"/>.</summary>
    [XenConstant("HVMOP_xentrace")] Trace = 11,

    /// <summary><c>HVMOP_set_mem_access</c>: replaced by a memory operation.</summary>
    [XenConstant("HVMOP_set_mem_access")] SetMemoryAccess = 12,

    /// <summary><c>HVMOP_get_mem_access</c>: replaced by a memory operation.</summary>
    [XenConstant("HVMOP_get_mem_access")] GetMemoryAccess = 13,

    /// <summary><c>HVMOP_get_mem_type</c>: asks what a guest frame is: <see cref="XenHvmGetMemType"/>.</summary>
    [XenConstant("HVMOP_get_mem_type")] GetMemoryType = 15,

    /// <summary>
    /// <c>HVMOP_set_evtchn_upcall_vector</c>: sets one vCPU's own upcall vector: <see
    /// cref="XenHvmEvtchnUpcallVector"/>.
    /// </summary>
    [XenConstant("HVMOP_set_evtchn_upcall_vector")] SetEventUpcallVector = 23,

    /// <summary><c>HVMOP_guest_request_vm_event</c>: asks a monitor for attention. No argument.</summary>
    [XenConstant("HVMOP_guest_request_vm_event")] GuestRequestVmEvent = 24,

    /// <summary><c>HVMOP_altp2m</c>: works on alternative physical maps.</summary>
    [XenConstant("HVMOP_altp2m")] Altp2m = 25,
}

/// <summary>What a guest frame is (<c>HVMMEM_*</c>).</summary>
[XenConstants("hvm/hvm_op.h")]
public enum HvmMemoryType : ushort
{
    /// <summary><c>HVMMEM_ram_rw</c>: memory.</summary>
    [XenConstant("HVMMEM_ram_rw")] Ram = 0,

    /// <summary><c>HVMMEM_ram_ro</c>: memory whose writes are lost.</summary>
    [XenConstant("HVMMEM_ram_ro")] RamReadOnly = 1,

    /// <summary><c>HVMMEM_mmio_dm</c>: answered by the device model.</summary>
    [XenConstant("HVMMEM_mmio_dm")] DeviceModelMmio = 2,

    /// <summary><c>HVMMEM_unused</c>: no longer used.</summary>
    [XenConstant("HVMMEM_unused")] Unused = 3,

    /// <summary><c>HVMMEM_ioreq_server</c>: claimed by an I/O request server.</summary>
    [XenConstant("HVMMEM_ioreq_server")] IoRequestServer = 4,
}

/// <summary>The argument of <see cref="HvmCommand.SetParameter"/> and <see cref="HvmCommand.GetParameter"/>.</summary>
[XenAbi("hvm/hvm_op.h", "xen_hvm_param")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct XenHvmParam
{
    /// <summary>In: the domain; DOMID_SELF unless the caller is privileged.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>Zero.</summary>
    [FieldOffset(2), XenField("pad")] public ushort Padding;

    /// <summary>In: which parameter.</summary>
    [FieldOffset(4), XenField("index")] public HvmParameter Index;

    /// <summary>In for set, out for get: its value.</summary>
    [FieldOffset(8), XenField("value")] public ulong Value;
}

/// <summary>The argument of <see cref="HvmCommand.PageTableDying"/>.</summary>
[XenAbi("hvm/hvm_op.h", "xen_hvm_pagetable_dying")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct XenHvmPagetableDying
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>Zero.</summary>
    [FieldOffset(2), XenField("pad")] public fixed ushort Padding[3];

    /// <summary>In: the guest physical address of the top table.</summary>
    [FieldOffset(8), XenField("gpa")] public ulong Address;
}

/// <summary>The argument of <see cref="HvmCommand.GetTime"/>.</summary>
[XenAbi("hvm/hvm_op.h", "xen_hvm_get_time")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct XenHvmGetTime
{
    /// <summary>Out: nanoseconds since the host booted.</summary>
    [FieldOffset(0), XenField("now")] public ulong Now;
}

/// <summary>The argument of <see cref="HvmCommand.Trace"/>.</summary>
[XenAbi("hvm/hvm_op.h", "xen_hvm_xentrace")]
[StructLayout(LayoutKind.Explicit, Size = 32)]
public unsafe struct XenHvmXentrace
{
    /// <summary>In: the number of the event.</summary>
    [FieldOffset(0), XenField("event")] public ushort Event;

    /// <summary>In: how many of the bytes below count.</summary>
    [FieldOffset(2), XenField("extra_bytes")] public ushort ExtraBytes;

    /// <summary>In: its data.</summary>
    [FieldOffset(4), XenField("extra")] public fixed byte Extra[28];
}

/// <summary>The argument of <see cref="HvmCommand.GetMemoryType"/>.</summary>
[XenAbi("hvm/hvm_op.h", "xen_hvm_get_mem_type")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct XenHvmGetMemType
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>Out: what the frame is.</summary>
    [FieldOffset(2), XenField("mem_type")] public HvmMemoryType Type;

    /// <summary>Zero.</summary>
    [FieldOffset(4), XenField("pad")] public fixed ushort Padding[2];

    /// <summary>In: the frame.</summary>
    [FieldOffset(8), XenField("pfn")] public ulong GuestFrame;
}

/// <summary>The argument of <see cref="HvmCommand.SetEventUpcallVector"/>.</summary>
[XenAbi("hvm/hvm_op.h", "xen_hvm_evtchn_upcall_vector")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct XenHvmEvtchnUpcallVector
{
    /// <summary>In: the vCPU.</summary>
    [FieldOffset(0), XenField("vcpu")] public uint Vcpu;

    /// <summary>In: the vector, from 0x10; it goes through the local APIC and needs its EOI.</summary>
    [FieldOffset(4), XenField("vector")] public byte Vector;
}

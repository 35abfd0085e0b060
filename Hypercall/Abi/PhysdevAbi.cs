// xen/include/public/physdev.h at RELEASE-4.17.0, and the device reset of Xen 4.20: https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;hb=RELEASE-4.17.0;f=xen/include/public/physdev.h
using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Abi;

/// <summary>The commands of <c>HYPERVISOR_physdev_op</c> (<c>PHYSDEVOP_*</c>).</summary>
[XenConstants("physdev.h")]
public enum PhysdevCommand : uint
{
    /// <summary><c>PHYSDEVOP_IRQ_UNMASK_NOTIFY</c>: of the old form of the hypercall; no longer there.</summary>
    [XenConstant("PHYSDEVOP_IRQ_UNMASK_NOTIFY")] IrqUnmaskNotify = 4,

    /// <summary><c>PHYSDEVOP_irq_status_query</c>: asks about a line: <see cref="PhysdevIrqStatusQuery"/>.</summary>
    [XenConstant("PHYSDEVOP_irq_status_query")] IrqStatusQuery = 5,

    /// <summary><c>PHYSDEVOP_set_iopl</c>: sets the I/O privilege level (PV): <see cref="PhysdevSetIopl"/>.</summary>
    [XenConstant("PHYSDEVOP_set_iopl")] SetIopl = 6,

    /// <summary>
    /// <c>PHYSDEVOP_set_iobitmap</c>: sets the I/O permissions (PV): <see cref="PhysdevSetIobitmap{TWord}"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_set_iobitmap")] SetIoBitmap = 7,

    /// <summary><c>PHYSDEVOP_apic_read</c>: reads an IO-APIC register (PV): <see cref="PhysdevApic{TWord}"/>.</summary>
    [XenConstant("PHYSDEVOP_apic_read")] ApicRead = 8,

    /// <summary><c>PHYSDEVOP_apic_write</c>: writes one (PV): <see cref="PhysdevApic{TWord}"/>.</summary>
    [XenConstant("PHYSDEVOP_apic_write")] ApicWrite = 9,

    /// <summary><c>PHYSDEVOP_alloc_irq_vector</c>: allocates a vector: <see cref="PhysdevIrq"/>.</summary>
    [XenConstant("PHYSDEVOP_alloc_irq_vector")] AllocateIrqVector = 10,

    /// <summary><c>PHYSDEVOP_free_irq_vector</c>: frees it: <see cref="PhysdevIrq"/>.</summary>
    [XenConstant("PHYSDEVOP_free_irq_vector")] FreeIrqVector = 11,

    /// <summary><c>PHYSDEVOP_eoi</c>: ends an interrupt: <see cref="PhysdevEoi"/>.</summary>
    [XenConstant("PHYSDEVOP_eoi")] EndOfInterrupt = 12,

    /// <summary>
    /// <c>PHYSDEVOP_map_pirq</c>: makes a physical interrupt of a line or a message: <see cref="PhysdevMapPirq64"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_map_pirq")] MapPirq = 13,

    /// <summary><c>PHYSDEVOP_unmap_pirq</c>: undoes it: <see cref="PhysdevUnmapPirq"/>.</summary>
    [XenConstant("PHYSDEVOP_unmap_pirq")] UnmapPirq = 14,

    /// <summary><c>PHYSDEVOP_manage_pci_add</c>: reports a device: <see cref="PhysdevManagePci"/>.</summary>
    [XenConstant("PHYSDEVOP_manage_pci_add")] ManagePciAdd = 15,

    /// <summary><c>PHYSDEVOP_manage_pci_remove</c>: reports that it went: <see cref="PhysdevManagePci"/>.</summary>
    [XenConstant("PHYSDEVOP_manage_pci_remove")] ManagePciRemove = 16,

    /// <summary>
    /// <c>PHYSDEVOP_pirq_eoi_gmfn_v1</c>: registers the page that tells which interrupts need an end; changes what an
    /// end does: <see cref="PhysdevPirqEoiGmfn{TWord}"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_pirq_eoi_gmfn_v1")] PirqEoiFrameV1 = 17,

    /// <summary><c>PHYSDEVOP_restore_msi</c>: restores a device's messages: <see cref="PhysdevManagePci"/>.</summary>
    [XenConstant("PHYSDEVOP_restore_msi")] RestoreMsi = 19,

    /// <summary>
    /// <c>PHYSDEVOP_manage_pci_add_ext</c>: reports a device with functions: <see cref="PhysdevManagePciExt"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_manage_pci_add_ext")] ManagePciAddExtended = 20,

    /// <summary>
    /// <c>PHYSDEVOP_setup_gsi</c>: sets a line's trigger and polarity: <see cref="PhysdevSetupGsi"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_setup_gsi")] SetupGsi = 21,

    /// <summary>
    /// <c>PHYSDEVOP_get_free_pirq</c>: finds a free physical interrupt: <see cref="PhysdevGetFreePirq"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_get_free_pirq")] GetFreePirq = 23,

    /// <summary>
    /// <c>PHYSDEVOP_pci_mmcfg_reserved</c>: tells where configuration space is: <see cref="PhysdevPciMmcfgReserved"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_pci_mmcfg_reserved")] PciMmcfgReserved = 24,

    /// <summary><c>PHYSDEVOP_pci_device_add</c>: reports a device: <see cref="PhysdevPciDeviceAdd"/>.</summary>
    [XenConstant("PHYSDEVOP_pci_device_add")] PciDeviceAdd = 25,

    /// <summary><c>PHYSDEVOP_pci_device_remove</c>: reports that it went: <see cref="PhysdevPciDevice"/>.</summary>
    [XenConstant("PHYSDEVOP_pci_device_remove")] PciDeviceRemove = 26,

    /// <summary>
    /// <c>PHYSDEVOP_restore_msi_ext</c>: restores a device's messages: <see cref="PhysdevPciDevice"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_restore_msi_ext")] RestoreMsiExtended = 27,

    /// <summary>
    /// <c>PHYSDEVOP_pirq_eoi_gmfn_v2</c>: registers the page that tells which interrupts need an end: <see
    /// cref="PhysdevPirqEoiGmfn{TWord}"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_pirq_eoi_gmfn_v2")] PirqEoiFrameV2 = 28,

    /// <summary><c>PHYSDEVOP_dbgp_op</c>: tells of resets of a debug port: <see cref="PhysdevDbgpOp"/>.</summary>
    [XenConstant("PHYSDEVOP_dbgp_op")] DebugPortOp = 29,

    /// <summary>
    /// <c>PHYSDEVOP_prepare_msix</c>: tells that a device's MSI-X table stays where it is: <see
    /// cref="PhysdevPciDevice"/>.
    /// </summary>
    [XenConstant("PHYSDEVOP_prepare_msix")] PrepareMsix = 30,

    /// <summary><c>PHYSDEVOP_release_msix</c>: tells that it may move: <see cref="PhysdevPciDevice"/>.</summary>
    [XenConstant("PHYSDEVOP_release_msix")] ReleaseMsix = 31,

    /// <summary><c>PHYSDEVOP_pci_device_reset</c>: tells that a device was reset.</summary>
    [XenConstant("PHYSDEVOP_pci_device_reset", Origin = "xen.git c447b7308b, public/physdev.h")] PciDeviceReset = 32,
}

/// <summary>What is said about a line (<c>XENIRQSTAT_*</c>).</summary>
[Flags]
[XenConstants("physdev.h")]
public enum IrqStatusFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>XENIRQSTAT_needs_eoi</c>: it needs <see cref="PhysdevCommand.EndOfInterrupt"/>.</summary>
    [XenConstant("XENIRQSTAT_needs_eoi")] NeedsEoi = 1 << 0,

    /// <summary><c>XENIRQSTAT_shared</c>: other guests share it.</summary>
    [XenConstant("XENIRQSTAT_shared")] Shared = 1 << 1,
}

/// <summary>What becomes a physical interrupt (<c>MAP_PIRQ_TYPE_*</c>).</summary>
[XenConstants("physdev.h")]
public enum MapPirqType : int
{
    /// <summary><c>MAP_PIRQ_TYPE_MSI</c>: a message.</summary>
    [XenConstant("MAP_PIRQ_TYPE_MSI")] Msi = 0,

    /// <summary><c>MAP_PIRQ_TYPE_GSI</c>: a line.</summary>
    [XenConstant("MAP_PIRQ_TYPE_GSI")] Gsi = 1,

    /// <summary><c>MAP_PIRQ_TYPE_UNKNOWN</c>: not said.</summary>
    [XenConstant("MAP_PIRQ_TYPE_UNKNOWN")] Unknown = 2,

    /// <summary><c>MAP_PIRQ_TYPE_MSI_SEG</c>: a message of a device in any segment.</summary>
    [XenConstant("MAP_PIRQ_TYPE_MSI_SEG")] MsiInSegment = 3,

    /// <summary><c>MAP_PIRQ_TYPE_MULTI_MSI</c>: a block of messages.</summary>
    [XenConstant("MAP_PIRQ_TYPE_MULTI_MSI")] MultiMsi = 4,
}

/// <summary>What a reported device is (<c>XEN_PCI_DEV_*</c>).</summary>
[Flags]
[XenConstants("physdev.h")]
public enum PciDeviceFlags : uint
{
    /// <summary>An ordinary one.</summary>
    None = 0,

    /// <summary><c>XEN_PCI_DEV_EXTFN</c>: an extended function.</summary>
    [XenConstant("XEN_PCI_DEV_EXTFN")] ExtendedFunction = 1,

    /// <summary><c>XEN_PCI_DEV_VIRTFN</c>: a virtual function.</summary>
    [XenConstant("XEN_PCI_DEV_VIRTFN")] VirtualFunction = 2,

    /// <summary><c>XEN_PCI_DEV_PXM</c>: its NUMA domain follows.</summary>
    [XenConstant("XEN_PCI_DEV_PXM")] Proximity = 4,
}

/// <summary>Other numbers of the header.</summary>
[XenConstants("physdev.h")]
public static class PhysdevNumbers
{
    /// <summary>
    /// <c>XEN_PCI_MMCFG_RESERVED</c>: of <see cref="PhysdevPciMmcfgReserved"/>: the range is reserved in the memory
    /// map.
    /// </summary>
    [XenConstant("XEN_PCI_MMCFG_RESERVED")] public const uint MmcfgReserved = 1;

    /// <summary><c>PHYSDEVOP_DBGP_RESET_PREPARE</c>: of <see cref="PhysdevDbgpOp"/>: a reset comes.</summary>
    [XenConstant("PHYSDEVOP_DBGP_RESET_PREPARE")] public const byte DebugPortResetPrepare = 1;

    /// <summary><c>PHYSDEVOP_DBGP_RESET_DONE</c>: of <see cref="PhysdevDbgpOp"/>: it is done.</summary>
    [XenConstant("PHYSDEVOP_DBGP_RESET_DONE")] public const byte DebugPortResetDone = 2;

    /// <summary><c>PHYSDEVOP_DBGP_BUS_UNKNOWN</c>: of <see cref="PhysdevDbgpOp"/>: the bus is not known.</summary>
    [XenConstant("PHYSDEVOP_DBGP_BUS_UNKNOWN")] public const byte DebugPortBusUnknown = 0;

    /// <summary><c>PHYSDEVOP_DBGP_BUS_PCI</c>: of <see cref="PhysdevDbgpOp"/>: the bus is PCI.</summary>
    [XenConstant("PHYSDEVOP_DBGP_BUS_PCI")] public const byte DebugPortBusPci = 1;
}

/// <summary>The argument of <see cref="PhysdevCommand.EndOfInterrupt"/>.</summary>
[XenAbi("physdev.h", "physdev_eoi")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct PhysdevEoi
{
    /// <summary>In: the physical interrupt.</summary>
    [FieldOffset(0), XenField("irq")] public uint Irq;
}

/// <summary>The argument of <see cref="PhysdevCommand.PirqEoiFrameV2"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("physdev.h", "physdev_pirq_eoi_gmfn")]
[StructLayout(LayoutKind.Sequential)]
public struct PhysdevPirqEoiGmfn<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the guest frame; a bit for each physical interrupt.</summary>
    [XenField("gmfn")] public TWord GuestFrame;
}

/// <summary>The argument of <see cref="PhysdevCommand.IrqStatusQuery"/>.</summary>
[XenAbi("physdev.h", "physdev_irq_status_query")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct PhysdevIrqStatusQuery
{
    /// <summary>In: the physical interrupt.</summary>
    [FieldOffset(0), XenField("irq")] public uint Irq;

    /// <summary>Out: the answer.</summary>
    [FieldOffset(4), XenField("flags")] public IrqStatusFlags Flags;
}

/// <summary>The argument of <see cref="PhysdevCommand.SetIopl"/>.</summary>
[XenAbi("physdev.h", "physdev_set_iopl")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct PhysdevSetIopl
{
    /// <summary>In: the level.</summary>
    [FieldOffset(0), XenField("iopl")] public uint Iopl;
}

/// <summary>The argument of <see cref="PhysdevCommand.SetIoBitmap"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("physdev.h", "physdev_set_iobitmap")]
[StructLayout(LayoutKind.Sequential)]
public struct PhysdevSetIobitmap<TWord>
    where TWord : unmanaged
{
    /// <summary>In: its address.</summary>
    [XenField("bitmap")] public TWord Bitmap;

    /// <summary>In: the I/O ports it covers.</summary>
    [XenField("nr_ports")] public uint PortCount;
}

/// <summary>The argument of <see cref="PhysdevCommand.ApicRead"/> and <see cref="PhysdevCommand.ApicWrite"/>.</summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("physdev.h", "physdev_apic")]
[StructLayout(LayoutKind.Sequential)]
public struct PhysdevApic<TWord>
    where TWord : unmanaged
{
    /// <summary>In: the address of the IO-APIC.</summary>
    [XenField("apic_physbase")] public TWord ApicAddress;

    /// <summary>In: the register.</summary>
    [XenField("reg")] public uint Register;

    /// <summary>In or out: its value.</summary>
    [XenField("value")] public uint Value;
}

/// <summary>
/// The argument of <see cref="PhysdevCommand.AllocateIrqVector"/> and <see cref="PhysdevCommand.FreeIrqVector"/>.
/// </summary>
[XenAbi("physdev.h", "physdev_irq")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct PhysdevIrq
{
    /// <summary>In: the line.</summary>
    [FieldOffset(0), XenField("irq")] public uint Irq;

    /// <summary>In or out: the vector.</summary>
    [FieldOffset(4), XenField("vector")] public uint Vector;
}

/// <summary>The argument of <see cref="PhysdevCommand.MapPirq"/>, 64-bit caller.</summary>
[XenAbi("physdev.h", "physdev_map_pirq", Width = 64)]
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct PhysdevMapPirq64
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>In: what is mapped.</summary>
    [FieldOffset(4), XenField("type")] public MapPirqType Type;

    /// <summary>In: the line; ignored for a block of messages.</summary>
    [FieldOffset(8), XenField("index")] public int Index;

    /// <summary>In: the physical interrupt wanted, or negative. Out: the one given.</summary>
    [FieldOffset(12), XenField("pirq")] public int Pirq;

    /// <summary>In: the bus, with the segment in bits 31:16 where the type has one.</summary>
    [FieldOffset(16), XenField("bus")] public int Bus;

    /// <summary>In: device and function.</summary>
    [FieldOffset(20), XenField("devfn")] public int DeviceFunction;

    /// <summary>In: the MSI-X entry, or how many messages. Out: how many.</summary>
    [FieldOffset(24), XenField("entry_nr")] public int EntryNumber;

    /// <summary>In: the address of the MSI-X table; 0 for MSI.</summary>
    [FieldOffset(32), XenField("table_base")] public ulong TableBase;
}

/// <summary>The argument of <see cref="PhysdevCommand.MapPirq"/>, 32-bit caller.</summary>
[XenAbi("physdev.h", "physdev_map_pirq", Width = 32)]
[StructLayout(LayoutKind.Explicit, Size = 36)]
public struct PhysdevMapPirq32
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>In: what is mapped.</summary>
    [FieldOffset(4), XenField("type")] public MapPirqType Type;

    /// <summary>In: the line; ignored for a block of messages.</summary>
    [FieldOffset(8), XenField("index")] public int Index;

    /// <summary>In: the physical interrupt wanted, or negative. Out: the one given.</summary>
    [FieldOffset(12), XenField("pirq")] public int Pirq;

    /// <summary>In: the bus, with the segment in bits 31:16 where the type has one.</summary>
    [FieldOffset(16), XenField("bus")] public int Bus;

    /// <summary>In: device and function.</summary>
    [FieldOffset(20), XenField("devfn")] public int DeviceFunction;

    /// <summary>In: the MSI-X entry, or how many messages. Out: how many.</summary>
    [FieldOffset(24), XenField("entry_nr")] public int EntryNumber;

    /// <summary>In: the address of the MSI-X table; 0 for MSI.</summary>
    [FieldOffset(28), XenField("table_base")] public ulong TableBase;
}

/// <summary>The argument of <see cref="PhysdevCommand.UnmapPirq"/>.</summary>
[XenAbi("physdev.h", "physdev_unmap_pirq")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct PhysdevUnmapPirq
{
    /// <summary>In: the domain.</summary>
    [FieldOffset(0), XenField("domid")] public ushort Domain;

    /// <summary>In: the physical interrupt.</summary>
    [FieldOffset(4), XenField("pirq")] public int Pirq;
}

/// <summary>The argument of the oldest commands that name a device, in segment 0.</summary>
[XenAbi("physdev.h", "physdev_manage_pci")]
[XenAbi("physdev.h", "physdev_restore_msi")]
[StructLayout(LayoutKind.Explicit, Size = 2)]
public struct PhysdevManagePci
{
    /// <summary>In: its bus.</summary>
    [FieldOffset(0), XenField("bus")] public byte Bus;

    /// <summary>In: device and function.</summary>
    [FieldOffset(1), XenField("devfn")] public byte DeviceFunction;
}

/// <summary>The argument of <see cref="PhysdevCommand.ManagePciAddExtended"/>.</summary>
[XenAbi("physdev.h", "physdev_manage_pci_ext")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct PhysdevManagePciExt
{
    /// <summary>In: its bus.</summary>
    [FieldOffset(0), XenField("bus")] public byte Bus;

    /// <summary>In: device and function.</summary>
    [FieldOffset(1), XenField("devfn")] public byte DeviceFunction;

    /// <summary>In: not 0 for an extended function.</summary>
    [FieldOffset(4), XenField("is_extfn")] public uint IsExtendedFunction;

    /// <summary>In: not 0 for a virtual function.</summary>
    [FieldOffset(8), XenField("is_virtfn")] public uint IsVirtualFunction;

    /// <summary>In: the bus of its physical function.</summary>
    [FieldOffset(12), XenField("physfn.bus")] public byte PhysicalBus;

    /// <summary>In: device and function of it.</summary>
    [FieldOffset(13), XenField("physfn.devfn")] public byte PhysicalDeviceFunction;
}

/// <summary>
/// The argument of the old form of the hypercall, <c>HYPERVISOR_physdev_op_compat</c>, as far as its arguments have
/// words. A layout only.
/// </summary>
/// <typeparam name="TWord">The guest's word: <c>nuint</c>; <c>ulong</c> or <c>uint</c> for one width.</typeparam>
[XenAbi("physdev.h", "physdev_op")]
[StructLayout(LayoutKind.Sequential)]
public struct PhysdevOp<TWord>
    where TWord : unmanaged
{
    /// <summary>The command.</summary>
    [XenField("cmd")] public PhysdevCommand Command;

    /// <summary>
    /// The argument of <see cref="PhysdevCommand.ApicRead"/>, the largest; the others start here too.
    /// </summary>
    [XenField("u.apic_op")] public PhysdevApic<TWord> ApicOp;
}

/// <summary>The argument of <see cref="PhysdevCommand.SetupGsi"/>.</summary>
[XenAbi("physdev.h", "physdev_setup_gsi")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct PhysdevSetupGsi
{
    /// <summary>In: the line.</summary>
    [FieldOffset(0), XenField("gsi")] public int Gsi;

    /// <summary>In: 0 edge, 1 level.</summary>
    [FieldOffset(4), XenField("triggering")] public byte Triggering;

    /// <summary>In: 0 high, 1 low.</summary>
    [FieldOffset(5), XenField("polarity")] public byte Polarity;
}

/// <summary>The argument of <see cref="PhysdevCommand.GetFreePirq"/>.</summary>
[XenAbi("physdev.h", "physdev_get_free_pirq")]
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct PhysdevGetFreePirq
{
    /// <summary>In: a line or a message.</summary>
    [FieldOffset(0), XenField("type")] public MapPirqType Type;

    /// <summary>Out: the physical interrupt.</summary>
    [FieldOffset(4), XenField("pirq")] public uint Pirq;
}

/// <summary>The argument of <see cref="PhysdevCommand.PciMmcfgReserved"/>.</summary>
[XenAbi("physdev.h", "physdev_pci_mmcfg_reserved")]
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct PhysdevPciMmcfgReserved
{
    /// <summary>In: where it is.</summary>
    [FieldOffset(0), XenField("address")] public ulong Address;

    /// <summary>In: the segment.</summary>
    [FieldOffset(8), XenField("segment")] public ushort Segment;

    /// <summary>In: its first bus.</summary>
    [FieldOffset(10), XenField("start_bus")] public byte StartBus;

    /// <summary>In: its last bus.</summary>
    [FieldOffset(11), XenField("end_bus")] public byte EndBus;

    /// <summary>In: <see cref="PhysdevNumbers.MmcfgReserved"/> or 0.</summary>
    [FieldOffset(12), XenField("flags")] public uint Flags;
}

/// <summary>
/// The argument of <see cref="PhysdevCommand.PciDeviceAdd"/>; with <see cref="PciDeviceFlags.Proximity"/> a 32-bit NUMA
/// domain follows.
/// </summary>
[XenAbi("physdev.h", "physdev_pci_device_add")]
[StructLayout(LayoutKind.Explicit, Size = 12)]
public struct PhysdevPciDeviceAdd
{
    /// <summary>In: its segment.</summary>
    [FieldOffset(0), XenField("seg")] public ushort Segment;

    /// <summary>In: its bus.</summary>
    [FieldOffset(2), XenField("bus")] public byte Bus;

    /// <summary>In: device and function.</summary>
    [FieldOffset(3), XenField("devfn")] public byte DeviceFunction;

    /// <summary>In: what it is.</summary>
    [FieldOffset(4), XenField("flags")] public PciDeviceFlags Flags;

    /// <summary>In: the bus of its physical function.</summary>
    [FieldOffset(8), XenField("physfn.bus")] public byte PhysicalBus;

    /// <summary>In: device and function of it.</summary>
    [FieldOffset(9), XenField("physfn.devfn")] public byte PhysicalDeviceFunction;
}

/// <summary>A device.</summary>
[XenAbi("physdev.h", "physdev_pci_device")]
[StructLayout(LayoutKind.Explicit, Size = 4)]
public struct PhysdevPciDevice
{
    /// <summary>In: its segment.</summary>
    [FieldOffset(0), XenField("seg")] public ushort Segment;

    /// <summary>In: its bus.</summary>
    [FieldOffset(2), XenField("bus")] public byte Bus;

    /// <summary>In: device and function.</summary>
    [FieldOffset(3), XenField("devfn")] public byte DeviceFunction;
}

/// <summary>The argument of <see cref="PhysdevCommand.DebugPortOp"/>.</summary>
[XenAbi("physdev.h", "physdev_dbgp_op")]
[StructLayout(LayoutKind.Explicit, Size = 6)]
public struct PhysdevDbgpOp
{
    /// <summary>In: what happens.</summary>
    [FieldOffset(0), XenField("op")] public byte Operation;

    /// <summary>In: the kind of bus.</summary>
    [FieldOffset(1), XenField("bus")] public byte Bus;

    /// <summary>In: the device, on PCI.</summary>
    [FieldOffset(2), XenField("u.pci")] public PhysdevPciDevice Device;
}

using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The operations on physical interrupts and PCI devices, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall and allocates nothing. Which guest has which:
/// an HVM guest with XENFEAT_hvm_pirqs has those on physical interrupts; a PVH dom0 has none of them and gets
/// <see cref="XenErrno.NotImplemented"/>, but may report PCI devices; an ordinary PVH guest has nothing here. Where
/// versions differ this is said; what is not said holds for Xen 4.17 to 4.21. Every operation can also answer
/// <see cref="XenErrno.BadAddress"/>: the calling stack is not mapped for Xen;
/// <see cref="XenErrno.AccessDenied"/>: a security policy (FLASK) refuses.
/// Xen: public/physdev.h; xen/arch/x86/hvm/hypercall.c, xen/arch/x86/physdev.c.
/// </remarks>
public sealed unsafe class PhysdevOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Ends a physical interrupt, so that it may come again.</summary>
    /// <param name="interrupt">Xen's number of the physical interrupt.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotImplemented"/>: this guest has no physical interrupts;
    /// <see cref="XenErrno.InvalidArgument"/>: no such interrupt, or not this domain's.</returns>
    /// <remarks>Xen: PHYSDEVOP_eoi.</remarks>
    public XenErrno EndInterrupt(uint interrupt)
    {
        PhysdevEoi argument = default;
        argument.Irq = interrupt;
        return _hypervisor.PhysdevOp(PhysdevCommand.EndOfInterrupt, &argument).Error;
    }

    /// <summary>Asks whether a physical interrupt must be ended, and whether other guests share it.</summary>
    /// <param name="interrupt">Xen's number of the physical interrupt.</param>
    /// <returns>The answer; or
    /// <see cref="XenErrno.NotImplemented"/>: this guest has no physical interrupts;
    /// <see cref="XenErrno.InvalidArgument"/>: no such interrupt, or one that is mapped to nothing.</returns>
    /// <remarks>Xen: PHYSDEVOP_irq_status_query.</remarks>
    public XenResult<IrqStatusFlags> GetInterruptStatus(uint interrupt)
    {
        PhysdevIrqStatusQuery argument = default;
        argument.Irq = interrupt;
        HypercallResult result = _hypervisor.PhysdevOp(PhysdevCommand.IrqStatusQuery, &argument);
        return result.Succeeded ? argument.Flags : result.Error;
    }

    /// <summary>Asks for a physical interrupt that nothing uses, and reserves it.</summary>
    /// <param name="type">For a line or for a message.</param>
    /// <returns>Xen's number of it; or
    /// <see cref="XenErrno.NotImplemented"/>: this guest has no physical interrupts;
    /// <see cref="XenErrno.NoSpace"/>: none is free;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for it.</returns>
    /// <remarks>Xen: PHYSDEVOP_get_free_pirq.</remarks>
    public XenResult<uint> GetFreeInterrupt(MapPirqType type)
    {
        PhysdevGetFreePirq argument = default;
        argument.Type = type;
        HypercallResult result = _hypervisor.PhysdevOp(PhysdevCommand.GetFreePirq, &argument);
        return result.Succeeded ? argument.Pirq : result.Error;
    }

    /// <summary>Makes a physical interrupt of an interrupt line of this guest; Xen chooses its number.</summary>
    /// <param name="line">The line (global system interrupt).</param>
    /// <returns>Xen's number of it; or
    /// <see cref="XenErrno.NotImplemented"/>: this guest has no physical interrupts (before Xen 4.20);
    /// <see cref="XenErrno.InvalidArgument"/>: no such line, or upcalls come by no vector;
    /// <see cref="XenErrno.NotPermitted"/>: the line is not this guest's;
    /// <see cref="XenErrno.NoSpace"/>: no physical interrupt is free;
    /// <see cref="XenErrno.AlreadyExists"/>: the line or the interrupt is mapped already;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for it.</returns>
    /// <remarks>Xen: PHYSDEVOP_map_pirq with MAP_PIRQ_TYPE_GSI.</remarks>
    public XenResult<uint> MapLine(int line)
    {
        // The structure of a 32-bit caller ends earlier; up to the address of a message table, which a line has not, they agree.
        PhysdevMapPirq64 argument = default;
        argument.Domain = DomainId.Self.Value;
        argument.Type = MapPirqType.Gsi;
        argument.Index = line;
        argument.Pirq = -1;
        HypercallResult result = _hypervisor.PhysdevOp(PhysdevCommand.MapPirq, &argument);
        return result.Succeeded ? (uint)argument.Pirq : result.Error;
    }

    /// <summary>Frees a physical interrupt that was mapped.</summary>
    /// <param name="interrupt">Xen's number of it.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotImplemented"/>: this guest has no physical interrupts (before Xen 4.20);
    /// <see cref="XenErrno.InvalidArgument"/>: no such interrupt, or one that is not mapped;
    /// <see cref="XenErrno.NotPermitted"/>: it is not this guest's.</returns>
    /// <remarks>Xen: PHYSDEVOP_unmap_pirq.</remarks>
    public XenErrno UnmapInterrupt(uint interrupt)
    {
        PhysdevUnmapPirq argument = default;
        argument.Domain = DomainId.Self.Value;
        argument.Pirq = (int)interrupt;
        return _hypervisor.PhysdevOp(PhysdevCommand.UnmapPirq, &argument).Error;
    }

    /// <summary>Reports a PCI device to Xen. For dom0.</summary>
    /// <param name="segment">Its segment.</param>
    /// <param name="bus">Its bus.</param>
    /// <param name="deviceFunction">Its device in bits 7 to 3, its function in bits 2 to 0.</param>
    /// <returns><see cref="XenErrno.None"/>, also when Xen knows it already; or
    /// <see cref="XenErrno.NotImplemented"/>: not dom0;
    /// <see cref="XenErrno.NotSupported"/>: this Xen passes no devices through;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for it;
    /// or what the driver of the IOMMU answers.</returns>
    /// <remarks>Xen: PHYSDEVOP_pci_device_add.</remarks>
    public XenErrno AddDevice(ushort segment, byte bus, byte deviceFunction)
    {
        PhysdevPciDeviceAdd argument = default;
        argument.Segment = segment;
        argument.Bus = bus;
        argument.DeviceFunction = deviceFunction;
        return _hypervisor.PhysdevOp(PhysdevCommand.PciDeviceAdd, &argument).Error;
    }

    /// <summary>Reports that a PCI device is gone. For dom0.</summary>
    /// <param name="segment">Its segment.</param>
    /// <param name="bus">Its bus.</param>
    /// <param name="deviceFunction">Its device in bits 7 to 3, its function in bits 2 to 0.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotImplemented"/>: not dom0;
    /// <see cref="XenErrno.NotSupported"/>: this Xen passes no devices through;
    /// <see cref="XenErrno.NoSuchDevice"/>: Xen does not know it;
    /// <see cref="XenErrno.Busy"/>: it still has virtual functions;
    /// or what the driver of the IOMMU answers.</returns>
    /// <remarks>Xen: PHYSDEVOP_pci_device_remove.</remarks>
    public XenErrno RemoveDevice(ushort segment, byte bus, byte deviceFunction)
    {
        PhysdevPciDevice argument = default;
        argument.Segment = segment;
        argument.Bus = bus;
        argument.DeviceFunction = deviceFunction;
        return _hypervisor.PhysdevOp(PhysdevCommand.PciDeviceRemove, &argument).Error;
    }
}

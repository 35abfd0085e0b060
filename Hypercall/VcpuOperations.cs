using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The operations on virtual processors, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall and allocates nothing. Beside the errors listed at each, every one of them can
/// answer
/// <see cref="XenErrno.NotFound"/>: no such vCPU;
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the calling stack is not mapped for Xen.
/// Where versions differ this is said; what is not said holds for Xen 4.17 to 4.21.
/// Xen: public/vcpu.h; xen/common/domain.c, xen/arch/x86/domain.c.
/// </remarks>
public sealed unsafe partial class VcpuOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Moves a vCPU's vcpu_info from shared_info to a page of the guest, for good.</summary>
    /// <param name="vcpu">The vCPU; another than the calling one must be down (before Xen 4.18).</param>
    /// <param name="frame">The frame: writable memory of this domain, and it stays there.</param>
    /// <param name="offset">Where in the frame its 64 bytes begin; aligned to the guest's word, within the page.</param>
    /// <returns><see cref="XenErrno.None"/>: everything is marked pending, so that nothing can have been lost; or
    /// before Xen 4.18
    /// <see cref="XenErrno.NoSuchAddress"/>: the 64 bytes cross the page's end or are not aligned;
    /// <see cref="XenErrno.InvalidArgument"/>: registered already, another vCPU that is up, or a frame that is not
    /// writable memory; from 4.18 on
    /// <see cref="XenErrno.InvalidArgument"/>: an offset of a page or more, or a frame that is no memory;
    /// <see cref="XenErrno.NoSuchAddress"/>: the 64 bytes cross the page's end or are not aligned;
    /// <see cref="XenErrno.AccessDenied"/>: the frame is not writable;
    /// <see cref="XenErrno.Busy"/>: registered already; in every version
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the mapping.</returns>
    /// <remarks>Xen: VCPUOP_register_vcpu_info. vCPUs from 32 on have no vcpu_info until it is registered.</remarks>
    public XenErrno RegisterVcpuInfo(VcpuId vcpu, GuestFrame frame, uint offset)
    {
        VcpuRegisterVcpuInfo argument = default;
        argument.GuestFrame = frame.Value;
        argument.Offset = offset;
        return _hypervisor.VcpuOp(VcpuCommand.RegisterVcpuInfo, vcpu, &argument).Error;
    }

    /// <summary>Has Xen keep a copy of a vCPU's time information at a linear address.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="area">Resident memory, mapped whenever the vCPU runs: Xen writes through its page tables.</param>
    /// <returns><see cref="XenErrno.None"/>, or what the remarks of the class list.</returns>
    /// <remarks>Xen: VCPUOP_register_vcpu_time_memory_area.</remarks>
    public XenErrno RegisterTime(VcpuId vcpu, VcpuTimeInfo* area) =>
        RegisterArea(VcpuCommand.RegisterVcpuTimeMemoryArea, vcpu, (nuint)area);

    /// <summary>Has Xen keep a copy of a vCPU's time information at a guest-physical address.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="address">The address, aligned to the guest's word, its 32 bytes within a page.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.NotImplemented"/>: before Xen 4.18 (without XENFEAT_vcpu_time_phys_area);
    /// <see cref="XenErrno.NoSuchAddress"/>: it crosses the page's end or is not aligned;
    /// <see cref="XenErrno.InvalidArgument"/>: it is no memory;
    /// <see cref="XenErrno.AccessDenied"/>: it is not writable;
    /// <see cref="XenErrno.OutOfMemory"/>: Xen has none for the mapping.</returns>
    /// <remarks>Xen: VCPUOP_register_vcpu_time_phys_area.</remarks>
    public XenErrno RegisterTimePhysical(VcpuId vcpu, ulong address) =>
        RegisterArea(VcpuCommand.RegisterVcpuTimePhysicalArea, vcpu, address);

    /// <summary>Has Xen keep a vCPU's run state at a linear address.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="area">48 bytes (64-bit guest) or 44 of resident memory, mapped whenever the vCPU runs.</param>
    /// <returns><see cref="XenErrno.None"/>, or what the remarks of the class list.</returns>
    /// <remarks>Xen: VCPUOP_register_runstate_memory_area.</remarks>
    public XenErrno RegisterRunState(VcpuId vcpu, void* area) =>
        RegisterArea(VcpuCommand.RegisterRunStateMemoryArea, vcpu, (nuint)area);

    /// <summary>Has Xen keep a vCPU's run state at a guest-physical address.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="address">The address, aligned to the guest's word, its 48 or 44 bytes within a page.</param>
    /// <returns>Errors as for <see cref="RegisterTimePhysical"/>; the feature is XENFEAT_runstate_phys_area.</returns>
    /// <remarks>Xen: VCPUOP_register_runstate_phys_area.</remarks>
    public XenErrno RegisterRunStatePhysical(VcpuId vcpu, ulong address) =>
        RegisterArea(VcpuCommand.RegisterRunStatePhysicalArea, vcpu, address);

    /// <summary>Reads how a vCPU has spent its time.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns>Its run state, or what the remarks of the class list.</returns>
    /// <remarks>Xen: VCPUOP_get_runstate_info.</remarks>
    public XenResult<VcpuRunState> GetRunState(VcpuId vcpu)
    {
        if (sizeof(void*) == sizeof(ulong))
        {
            VcpuRunstateInfo64 wide = default;
            HypercallResult wideResult = _hypervisor.VcpuOp(VcpuCommand.GetRunStateInfo, vcpu, &wide);
            return wideResult.Succeeded ? new VcpuRunState(wide.State, wide.StateEntryTime, wide.Time) : wideResult.Error;
        }

        VcpuRunstateInfo32 narrow = default;
        HypercallResult result = _hypervisor.VcpuOp(VcpuCommand.GetRunStateInfo, vcpu, &narrow);
        return result.Succeeded ? new VcpuRunState(narrow.State, narrow.StateEntryTime, narrow.Time) : result.Error;
    }

    /// <summary>Asks whether a vCPU is up.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns>Whether it is; or <see cref="XenErrno.NotFound"/>, which also tells how many vCPUs there are.</returns>
    /// <remarks>Xen: VCPUOP_is_up.</remarks>
    public XenResult<bool> IsUp(VcpuId vcpu)
    {
        HypercallResult result = _hypervisor.VcpuOp(VcpuCommand.IsUp, vcpu, null);
        return result.Succeeded ? result.Value != 0 : result.Error;
    }

    /// <summary>Lets an initialised vCPU run.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns><see cref="XenErrno.None"/>, also when it is up already; or
    /// <see cref="XenErrno.InvalidArgument"/>: it was never initialised.</returns>
    /// <remarks>Xen: VCPUOP_up.</remarks>
    public XenErrno Up(VcpuId vcpu) => _hypervisor.VcpuOp(VcpuCommand.Up, vcpu, null).Error;

    /// <summary>Stops a vCPU: at once where it stops itself, soon where another does. The last one powers the domain off.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns><see cref="XenErrno.None"/>, or what the remarks of the class list.</returns>
    /// <remarks>Xen: VCPUOP_down.</remarks>
    public XenErrno Down(VcpuId vcpu) => _hypervisor.VcpuOp(VcpuCommand.Down, vcpu, null).Error;

    private XenErrno RegisterArea(VcpuCommand command, VcpuId vcpu, ulong address)
    {
        VcpuRegisterMemoryArea argument = default;
        argument.Address = address;
        return _hypervisor.VcpuOp(command, vcpu, &argument).Error;
    }
}

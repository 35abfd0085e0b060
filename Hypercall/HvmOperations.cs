using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The operations that only guests with hardware virtualisation (HVM, PVH) have, typed.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall and allocates nothing. Beside the errors listed at each, every one of them can
/// answer
/// <see cref="XenErrno.AccessDenied"/>: a security policy (FLASK) refuses;
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the calling stack is not mapped for Xen.
/// Xen: public/hvm/hvm_op.h, public/hvm/params.h; xen/arch/x86/hvm/hvm.c.
/// </remarks>
public sealed unsafe class HvmOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Sets a parameter.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <param name="parameter">The parameter. A guest may set few of its own: the callback, the store's and the console's
    /// event channel, and addresses that the firmware chooses.</param>
    /// <param name="value">The value.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such parameter, one no longer used, a value it cannot have, or a PV
    /// domain;
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: not the guest's to set, or neither the caller nor a domain it serves;
    /// <see cref="XenErrno.AlreadyExists"/>: one that can be set only once, or only read.</returns>
    /// <remarks>Xen: HVMOP_set_param.</remarks>
    public XenErrno SetParameter(DomainId domain, HvmParameter parameter, ulong value)
    {
        XenHvmParam argument = default;
        argument.Domain = domain.Value;
        argument.Index = parameter;
        argument.Value = value;
        return _hypervisor.HvmOp(HvmCommand.SetParameter, &argument).Error;
    }

    /// <summary>Reads a parameter.</summary>
    /// <param name="domain">The domain; a guest names <see cref="DomainId.Self"/>.</param>
    /// <param name="parameter">The parameter. A guest may read few of its own: the callback, the pages and event
    /// channels of store and console, and what it may set.</param>
    /// <returns>Its value, 0 if it was never set; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such parameter, one no longer used, or a PV domain;
    /// <see cref="XenErrno.NoSuchDomain"/>: there is no such domain;
    /// <see cref="XenErrno.NotPermitted"/>: not the guest's to read, or neither the caller nor a domain it serves.</returns>
    /// <remarks>Xen: HVMOP_get_param.</remarks>
    public XenResult<ulong> GetParameter(DomainId domain, HvmParameter parameter)
    {
        XenHvmParam argument = default;
        argument.Domain = domain.Value;
        argument.Index = parameter;
        HypercallResult result = _hypervisor.HvmOp(HvmCommand.GetParameter, &argument);
        return result.Succeeded ? argument.Value : result.Error;
    }

    /// <summary>
    /// Chooses how upcalls reach this domain. Xen also latches the width of shared_info from the mode of the caller:
    /// call it from the guest's own mode, and again after every restore.
    /// </summary>
    /// <param name="callback">The way.</param>
    /// <returns><see cref="XenErrno.None"/>, also for a way that the domain has no hardware for: then no upcall comes.</returns>
    /// <remarks>Xen: HVMOP_set_param of HVM_PARAM_CALLBACK_IRQ.</remarks>
    public XenErrno SetEventCallback(EventCallback callback) =>
        SetParameter(DomainId.Self, HvmParameter.CallbackIrq, callback.Encoding);

    /// <summary>Gives one vCPU an upcall vector of its own, which goes through its local APIC and needs an EOI.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="vector">From 0x10 on. The local APIC must be enabled, or no upcall comes.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: a vector below 0x10, or a PV domain;
    /// <see cref="XenErrno.NotFound"/>: no such vCPU.</returns>
    /// <remarks>Xen: HVMOP_set_evtchn_upcall_vector.</remarks>
    public XenErrno SetEventUpcallVector(VcpuId vcpu, byte vector)
    {
        XenHvmEvtchnUpcallVector argument = default;
        argument.Vcpu = vcpu.Value;
        argument.Vector = vector;
        return _hypervisor.HvmOp(HvmCommand.SetEventUpcallVector, &argument).Error;
    }

    /// <summary>Asks for Xen's system time.</summary>
    /// <returns>Nanoseconds since the host booted.</returns>
    /// <remarks>Xen: HVMOP_get_time.</remarks>
    public XenResult<ulong> GetSystemTime()
    {
        XenHvmGetTime argument = default;
        HypercallResult result = _hypervisor.HvmOp(HvmCommand.GetTime, &argument);
        return result.Succeeded ? argument.Now : result.Error;
    }
}

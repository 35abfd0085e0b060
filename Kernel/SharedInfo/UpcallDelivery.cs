using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>How Xen's upcalls reach this domain's vCPUs.</summary>
/// <remarks>
/// Each choice also tells Xen, by the mode of the calling vCPU, whether the memory shared with this domain is laid out
/// for 64 or for 32 bits. Xen: HVMOP_set_param of HVM_PARAM_CALLBACK_IRQ, public/hvm/params.h.
/// </remarks>
public static class UpcallDelivery
{
    /// <summary>Delivers upcalls by an interrupt vector, the same on every vCPU.</summary>
    /// <param name="hypervisor">Where the hypercall goes.</param>
    /// <param name="vector">The vector, from 0x20: those below belong to the processor's exceptions. It needs no EOI.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: not a guest with hardware virtualisation;
    /// <see cref="XenErrno.NotPermitted"/> or <see cref="XenErrno.AccessDenied"/>: a security policy refuses;
    /// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercalls.</returns>
    /// <remarks>
    /// If work waits already, the upcall comes at once. The way is there where XENFEAT_hvm_callback_vector is set.
    /// Xen ignores evtchn_upcall_mask for guests with hardware virtualisation.
    /// </remarks>
    public static XenErrno UseVector(Hypervisor hypervisor, byte vector) =>
        new HvmOperations(hypervisor).SetEventCallback(EventCallback.Vector(vector));

    /// <summary>Delivers one vCPU's upcalls by an interrupt vector of its own.</summary>
    /// <param name="hypervisor">Where the hypercall goes.</param>
    /// <param name="vcpu">The vCPU. Its local interrupt controller must be enabled.</param>
    /// <param name="vector">The vector, from 0x20. Its handler ends the interrupt at the controller (EOI).</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: not a guest with hardware virtualisation;
    /// <see cref="XenErrno.NotFound"/>: no such vCPU;
    /// <see cref="XenErrno.NotImplemented"/>: this Xen has no such vectors.</returns>
    /// <remarks>
    /// Where evtchn_upcall_pending is set already, no upcall may come: clear it afterwards and look for events once.
    /// Says nothing to Xen about the width of shared memory; <see cref="TurnOff"/> does.
    /// Xen: HVMOP_set_evtchn_upcall_vector, public/hvm/hvm_op.h.
    /// </remarks>
    public static XenErrno UseVcpuVector(Hypervisor hypervisor, VcpuId vcpu, byte vector) =>
        new HvmOperations(hypervisor).SetEventUpcallVector(vcpu, vector);

    /// <summary>Delivers no upcalls, where Xen can turn them off; a PVH guest's vector it leaves as it is.</summary>
    /// <param name="hypervisor">Where the hypercall goes.</param>
    /// <returns>As <see cref="UseVector"/>.</returns>
    public static XenErrno TurnOff(Hypervisor hypervisor) =>
        new HvmOperations(hypervisor).SetEventCallback(EventCallback.None);
}

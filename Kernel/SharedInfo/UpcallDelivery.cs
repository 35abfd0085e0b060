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

    /// <summary>Delivers no upcalls, where Xen can turn them off; a PVH guest's vector it leaves as it is.</summary>
    /// <param name="hypervisor">Where the hypercall goes.</param>
    /// <returns>As <see cref="UseVector"/>.</returns>
    public static XenErrno TurnOff(Hypervisor hypervisor) =>
        new HvmOperations(hypervisor).SetEventCallback(EventCallback.None);
}

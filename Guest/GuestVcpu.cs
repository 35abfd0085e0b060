using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>One vCPU of this domain: what Xen shares about it, and the dispatcher of its events.</summary>
public sealed class GuestVcpu
{
    internal GuestVcpu(VcpuInfoRegistration<nuint> registration, UpcallDispatcher dispatcher)
    {
        Info = registration.Area;
        InfoRefusal = registration.Refusal;
        Dispatcher = dispatcher;
    }

    /// <summary>Its number.</summary>
    public VcpuId Id => Dispatcher.Vcpu;

    /// <summary>What Xen and this domain share about it.</summary>
    public VcpuInfoArea<nuint> Info { get; }

    /// <summary><see cref="XenErrno.None"/>: <see cref="Info"/> lies in a page of the guest's own. Otherwise Xen's reason why it lies in shared_info.</summary>
    public XenErrno InfoRefusal { get; }

    /// <summary>The dispatcher, for its counts: its event thread alone dispatches.</summary>
    public UpcallDispatcher Dispatcher { get; }
}

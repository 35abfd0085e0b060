using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>One vCPU of this domain: what Xen shares about it, and the dispatcher of its events.</summary>
public sealed class GuestVcpu
{
    private readonly GuestMachine _machine;

    internal GuestVcpu(GuestMachine machine, Hypervisor hypervisor, VcpuInfoRegistration<nuint> registration, UpcallDispatcher dispatcher)
    {
        _machine = machine;
        Timer = new GuestTimer(machine, hypervisor, dispatcher.Vcpu);
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

    /// <summary>How many upcalls it has taken; wraps around.</summary>
    public unsafe uint UpcallCount => Volatile.Read(ref *_machine.DescribeVcpu(Id.Value).UpcallCount);

    /// <summary>Its timer.</summary>
    public GuestTimer Timer { get; }

    /// <summary>The dispatcher, for its counts: its event thread alone dispatches.</summary>
    public UpcallDispatcher Dispatcher { get; }
}

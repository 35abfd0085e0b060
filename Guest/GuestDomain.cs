using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;

namespace XenGuest;

/// <summary>This domain as its program sees it.</summary>
public sealed unsafe class GuestDomain
{
    internal GuestDomain(
        Hypervisor hypervisor,
        in MachineFacts facts,
        GuestOptions options,
        VcpuInfoRegistration<nuint> vcpuInfo,
        EventChannelBinder binder,
        UpcallDispatcher dispatcher)
    {
        Hypervisor = hypervisor;
        Options = options;
        Xen = XenDescription.Read(hypervisor, facts.CpuidBase);
        Machine = MachineDescription.Read(facts, vcpuInfo);
        EventChannels = new GuestEventChannels(binder);
        Time = new GuestTime(hypervisor, vcpuInfo.Area);
        Dispatcher = dispatcher;
    }

    /// <summary>Hypercalls as they are, for drivers.</summary>
    public Hypervisor Hypervisor { get; }

    /// <summary>What the command line asks of the platform.</summary>
    public GuestOptions Options { get; }

    /// <summary>The Xen below.</summary>
    public XenDescription Xen { get; }

    /// <summary>The machine that Xen gives this domain.</summary>
    public MachineDescription Machine { get; }

    /// <summary>Event channels, to be awaited.</summary>
    public GuestEventChannels EventChannels { get; }

    /// <summary>Xen's time and timer.</summary>
    public GuestTime Time { get; }

    /// <summary>The dispatcher of vCPU 0, for its counts.</summary>
    public UpcallDispatcher Dispatcher { get; }
}

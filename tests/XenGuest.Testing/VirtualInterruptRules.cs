using XenGuest.Hypercall.Abi;

namespace XenGuest.Testing;

/// <summary>The classes of virtual interrupts as one release of Xen has them.</summary>
/// <remarks>Xen: virq_is_global up to 4.20; get_virq_type from 4.21 on; xen/common/event_channel.c.</remarks>
internal sealed class VirtualInterruptRules
{
    private const uint PerVcpu = VirtualInterruptClasses.PerVcpu;

    private readonly uint _global;
    private readonly uint _reserved;

    private VirtualInterruptRules(uint global, uint reserved)
    {
        _global = global;
        _reserved = reserved;
    }

    /// <summary>The rules of a release.</summary>
    internal static VirtualInterruptRules Of(XenRelease release) => release >= XenRelease.Xen421
        ? new(~(PerVcpu | VirtualInterruptClasses.PerDomain), ~(PerVcpu | VirtualInterruptClasses.PerDomain))
        : new(~PerVcpu, 0);

    /// <summary>Class V: bound once on each vCPU.</summary>
    internal bool IsPerVcpu(VirtualInterrupt interrupt) => IsIn(PerVcpu, interrupt);

    /// <summary>Class G: raised in one domain, its handler. What is in no class is per domain.</summary>
    internal bool IsGlobal(VirtualInterrupt interrupt) => IsIn(_global, interrupt);

    /// <summary>Whether only the handler may bind it; before 4.21 every domain may, whose port then never fires.</summary>
    internal bool IsReserved(VirtualInterrupt interrupt) => IsIn(_reserved, interrupt);

    private static bool IsIn(uint interrupts, VirtualInterrupt interrupt) => (interrupts & (1u << (int)interrupt)) != 0;
}

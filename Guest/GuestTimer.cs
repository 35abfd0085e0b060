using XenGuest.Hypercall;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>The one-shot timer of one vCPU: it raises VIRQ_TIMER there.</summary>
/// <remarks>Xen takes the timer's time only from the vCPU itself, so a thread that runs elsewhere goes there for the hypercall.</remarks>
public sealed class GuestTimer
{
    private readonly GuestMachine _machine;
    private readonly TimerOperations _operations;
    private readonly VcpuId _vcpu;

    internal GuestTimer(GuestMachine machine, Hypervisor hypervisor, VcpuId vcpu)
    {
        _machine = machine;
        _operations = new TimerOperations(hypervisor);
        _vcpu = vcpu;
    }

    /// <summary>Lets VIRQ_TIMER fire once at a system time.</summary>
    /// <param name="systemTimeNanoseconds">When; one that has passed fires at once.</param>
    /// <exception cref="XenException">Xen refused.</exception>
    /// <remarks>One hypercall. Context: any thread. Allocates nothing.</remarks>
    public void Set(ulong systemTimeNanoseconds)
    {
        using VcpuStay stay = new(_machine, _vcpu.Value);
        XenException.ThrowIfFailed(_operations.Set(systemTimeNanoseconds), "setting the timer");
    }

    /// <summary>Stops the timer.</summary>
    /// <exception cref="XenException">Xen refused.</exception>
    /// <remarks>As <see cref="Set"/>.</remarks>
    public void Stop()
    {
        using VcpuStay stay = new(_machine, _vcpu.Value);
        XenException.ThrowIfFailed(_operations.Stop(), "stopping the timer");
    }
}

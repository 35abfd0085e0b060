using System.Threading;
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

    /// <summary>When it is to fire, also of one that has fired; 0 where nobody has set it, or somebody has stopped it.</summary>
    private ulong _time;

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
        lock (Gate)
        {
            _time = systemTimeNanoseconds;
            using VcpuStay stay = new(_machine, _vcpu.Value);
            XenException.ThrowIfFailed(_operations.Set(systemTimeNanoseconds), "setting the timer");
        }
    }

    /// <summary>Stops the timer.</summary>
    /// <exception cref="XenException">Xen refused.</exception>
    /// <remarks>As <see cref="Set"/>.</remarks>
    public void Stop()
    {
        lock (Gate)
        {
            _time = 0;
            using VcpuStay stay = new(_machine, _vcpu.Value);
            XenException.ThrowIfFailed(_operations.Stop(), "stopping the timer");
        }
    }

    /// <summary>Held while the timer is set, and while the domain is stopped: its time is another's when it was restored.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>In a domain that was restored, sets it again. One that had fired fires once more: nobody can tell whether its event was seen.</summary>
    /// <param name="stoppedAt">The system time at which the domain was stopped, which may have been another host's.</param>
    /// <param name="now">The system time.</param>
    internal void GoOnRestored(ulong stoppedAt, ulong now)
    {
        if (_time != 0)
        {
            Set(_time > stoppedAt ? now + (_time - stoppedAt) : now);
        }
    }
}

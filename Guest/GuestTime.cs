using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>Xen's system time, and the timer behind VIRQ_TIMER.</summary>
public sealed unsafe class GuestTime
{
    private readonly TimerOperations _timer;
    private readonly VcpuInfoArea<nuint> _vcpuInfo;

    internal GuestTime(Hypervisor hypervisor, VcpuInfoArea<nuint> vcpuInfo)
    {
        _timer = new TimerOperations(hypervisor);
        _vcpuInfo = vcpuInfo;
    }

    /// <summary>Nanoseconds of system time: since Xen booted.</summary>
    public ulong SystemTimeNanoseconds => MachinePlatform.SystemTime();

    /// <summary>The frequency of the time stamp counter in Hz; 0 while Xen has not said it.</summary>
    public ulong TscFrequency =>
        VcpuTime.TryRead(_vcpuInfo.Time, out VcpuTimeInfo time) && VcpuTime.TryGetFrequency(time, out ulong hertz) ? hertz : 0;

    /// <summary>Lets VIRQ_TIMER fire once at a system time.</summary>
    /// <param name="systemTimeNanoseconds">When; one that has passed fires at once.</param>
    /// <exception cref="XenException">Xen refused.</exception>
    public void SetTimer(ulong systemTimeNanoseconds) => XenException.ThrowIfFailed(_timer.Set(systemTimeNanoseconds), "setting the timer");

    /// <summary>Stops the timer.</summary>
    /// <exception cref="XenException">Xen refused.</exception>
    public void StopTimer() => XenException.ThrowIfFailed(_timer.Stop(), "stopping the timer");
}

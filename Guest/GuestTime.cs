using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>Xen's system time, and the timer behind VIRQ_TIMER of vCPU 0; every vCPU has one: <see cref="GuestVcpu.Timer"/>.</summary>
public sealed unsafe class GuestTime
{
    private readonly GuestVcpu _first;

    internal GuestTime(GuestVcpu first) => _first = first;

    /// <summary>Nanoseconds of system time: since Xen booted.</summary>
    public ulong SystemTimeNanoseconds => MachinePlatform.SystemTime();

    /// <summary>The frequency of the time stamp counter in Hz; 0 while Xen has not said it.</summary>
    public ulong TscFrequency =>
        VcpuTime.TryRead(_first.Info.Time, out VcpuTimeInfo time) && VcpuTime.TryGetFrequency(time, out ulong hertz) ? hertz : 0;

    /// <summary>Lets VIRQ_TIMER fire once at a system time.</summary>
    /// <param name="systemTimeNanoseconds">When; one that has passed fires at once.</param>
    /// <exception cref="XenException">Xen refused.</exception>
    public void SetTimer(ulong systemTimeNanoseconds) => _first.Timer.Set(systemTimeNanoseconds);

    /// <summary>Stops the timer.</summary>
    /// <exception cref="XenException">Xen refused.</exception>
    public void StopTimer() => _first.Timer.Stop();
}

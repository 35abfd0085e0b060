namespace XenGuest.Hypercall;

/// <summary>The calling vCPU's one-shot timer, which raises VIRQ_TIMER, in its shortest form.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall and allocates nothing. Its only error is <see cref="XenErrno.NotImplemented"/>: no
/// hypervisor stands behind the hypercall page yet. It is the timer of
/// <see cref="VcpuOperations.SetSingleshotTimer(VcpuId, ulong)"/>. Xen: public/xen.h; xen/common/sched/core.c.
/// </remarks>
public sealed class TimerOperations(Hypervisor hypervisor)
{
    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Starts the timer; it replaces one that runs.</summary>
    /// <param name="systemTimeNanoseconds">
    /// The moment, in Xen's system time. One that is over fires at once; one more than 13 days away, after 100 ms; 0
    /// stops the timer.
    /// </param>
    /// <returns><see cref="XenErrno.None"/>, or what the remarks of the class say.</returns>
    /// <remarks>Xen: HYPERVISOR_set_timer_op.</remarks>
    public XenErrno Set(ulong systemTimeNanoseconds) => _hypervisor.SetTimerOp(systemTimeNanoseconds).Error;

    /// <summary>Stops the timer.</summary>
    /// <returns><see cref="XenErrno.None"/>, or what the remarks of the class say.</returns>
    /// <remarks>Xen: HYPERVISOR_set_timer_op.</remarks>
    public XenErrno Stop() => _hypervisor.SetTimerOp(0).Error;
}

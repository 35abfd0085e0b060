using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <content>The two timers that each vCPU has; both raise VIRQ_TIMER on it.</content>
public sealed unsafe partial class VcpuOperations
{
    /// <summary>Starts a vCPU's periodic timer, or changes its period.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="periodNanoseconds">From 1 ms on.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: a period below 1 ms, or beyond what Xen's timers reach.</returns>
    /// <remarks>Xen: VCPUOP_set_periodic_timer.</remarks>
    public XenErrno SetPeriodicTimer(VcpuId vcpu, ulong periodNanoseconds)
    {
        VcpuSetPeriodicTimer argument = default;
        argument.PeriodNanoseconds = periodNanoseconds;
        return _hypervisor.VcpuOp(VcpuCommand.SetPeriodicTimer, vcpu, &argument).Error;
    }

    /// <summary>Stops a vCPU's periodic timer.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <returns><see cref="XenErrno.None"/>, or what the remarks of the class list.</returns>
    /// <remarks>Xen: VCPUOP_stop_periodic_timer.</remarks>
    public XenErrno StopPeriodicTimer(VcpuId vcpu) =>
        _hypervisor.VcpuOp(VcpuCommand.StopPeriodicTimer, vcpu, null).Error;

    /// <summary>Starts the calling vCPU's one-shot timer; it replaces one that runs.</summary>
    /// <param name="vcpu">The calling vCPU.</param>
    /// <param name="systemTimeNanoseconds">The moment, in Xen's system time. One that is over fires at once.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: another vCPU than the calling one.</returns>
    /// <remarks>Xen: VCPUOP_set_singleshot_timer.</remarks>
    public XenErrno SetSingleshotTimer(VcpuId vcpu, ulong systemTimeNanoseconds) =>
        SetSingleshotTimer(vcpu, systemTimeNanoseconds, SingleshotTimerFlags.None);

    /// <summary>Starts the calling vCPU's one-shot timer for a moment that must be still to come.</summary>
    /// <param name="vcpu">The calling vCPU.</param>
    /// <param name="systemTimeNanoseconds">The moment, in Xen's system time.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: another vCPU than the calling one;
    /// <see cref="XenErrno.TimeExpired"/>: the moment is over and nothing was started (before Xen 4.18; later ones
    /// fire at once instead).</returns>
    /// <remarks>Xen: VCPUOP_set_singleshot_timer with VCPU_SSHOTTMR_future.</remarks>
    public XenErrno SetFutureSingleshotTimer(VcpuId vcpu, ulong systemTimeNanoseconds) =>
        SetSingleshotTimer(vcpu, systemTimeNanoseconds, SingleshotTimerFlags.Future);

    /// <summary>Stops the calling vCPU's one-shot timer.</summary>
    /// <param name="vcpu">The calling vCPU.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: another vCPU than the calling one.</returns>
    /// <remarks>Xen: VCPUOP_stop_singleshot_timer.</remarks>
    public XenErrno StopSingleshotTimer(VcpuId vcpu) =>
        _hypervisor.VcpuOp(VcpuCommand.StopSingleshotTimer, vcpu, null).Error;

    // The 32-bit structure is the first 12 bytes of the 64-bit one.
    private XenErrno SetSingleshotTimer(VcpuId vcpu, ulong systemTimeNanoseconds, SingleshotTimerFlags flags)
    {
        VcpuSetSingleshotTimer64 argument = default;
        argument.TimeoutNanoseconds = systemTimeNanoseconds;
        argument.Flags = flags;
        return _hypervisor.VcpuOp(VcpuCommand.SetSingleshotTimer, vcpu, &argument).Error;
    }
}

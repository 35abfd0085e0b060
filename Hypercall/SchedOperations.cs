using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>The scheduler operations of a guest, typed. All of them may wait.</summary>
/// <param name="hypervisor">Where the hypercalls go.</param>
/// <remarks>
/// Each operation is one hypercall and allocates nothing. Beside the errors listed at each, every one of them can
/// answer
/// <see cref="XenErrno.NotImplemented"/>: no hypervisor stands behind the hypercall page yet;
/// <see cref="XenErrno.BadAddress"/>: the calling stack, or memory the caller names, is not mapped for Xen.
/// Xen: public/sched.h; xen/common/sched/core.c.
/// </remarks>
public sealed unsafe class SchedOperations(Hypervisor hypervisor)
{
    /// <summary>The most ports that one poll takes.</summary>
    public const uint MaximumPolledPorts = 128;

    private readonly Hypervisor _hypervisor = hypervisor;

    /// <summary>Gives the processor to another vCPU that waits for it.</summary>
    /// <returns><see cref="XenErrno.None"/>.</returns>
    /// <remarks>Xen: SCHEDOP_yield.</remarks>
    public XenErrno Yield() => _hypervisor.SchedOp(SchedCommand.Yield, null).Error;

    /// <summary>Waits until the calling vCPU has an event or interrupt to take.</summary>
    /// <returns><see cref="XenErrno.None"/>.</returns>
    /// <remarks>Xen: SCHEDOP_block. A PVH guest has the halt instruction, which also opens interrupts in one step.</remarks>
    public XenErrno Block() => _hypervisor.SchedOp(SchedCommand.Block, null).Error;

    /// <summary>Waits until one of some ports is pending, an upcall or interrupt is due, or a moment comes.</summary>
    /// <param name="ports">The ports: resident memory, not on the collected heap. Masked ones count as well.</param>
    /// <param name="count">How many, up to <see cref="MaximumPolledPorts"/>; 0 waits for the moment alone.</param>
    /// <param name="systemTimeNanoseconds">The moment, in Xen's system time; 0 for none.</param>
    /// <returns><see cref="XenErrno.None"/>, whatever ended the wait; or
    /// <see cref="XenErrno.InvalidArgument"/>: too many ports, a closed one, or one whose consumer is Xen itself.</returns>
    /// <remarks>Xen: SCHEDOP_poll.</remarks>
    public XenErrno Poll(EventPort* ports, uint count, ulong systemTimeNanoseconds)
    {
        SchedPoll<nuint> argument = default;
        argument.Ports = (nuint)ports;
        argument.PortCount = count;
        argument.Timeout = systemTimeNanoseconds;
        return _hypervisor.SchedOp(SchedCommand.Poll, &argument).Error;
    }

    /// <summary>Waits until a port is pending, an upcall or interrupt is due, or a moment comes.</summary>
    /// <param name="port">The port. Masked or not.</param>
    /// <param name="systemTimeNanoseconds">The moment, in Xen's system time; 0 for none.</param>
    /// <returns><see cref="XenErrno.None"/>, whatever ended the wait; or
    /// <see cref="XenErrno.InvalidArgument"/>: a closed port, or one whose consumer is Xen itself.</returns>
    /// <remarks>Xen: SCHEDOP_poll.</remarks>
    public XenErrno Poll(EventPort port, ulong systemTimeNanoseconds) => Poll(&port, 1, systemTimeNanoseconds);

    /// <summary>
    /// Stops this domain. Returns only from a suspend: when the domain runs again, there or here.
    /// </summary>
    /// <param name="reason">Why.</param>
    /// <returns>Of a suspend: true when the domain was restored, false when nothing came of it and it goes on here.
    /// Other reasons do not come back on the calling vCPU.</returns>
    /// <remarks>Xen: SCHEDOP_shutdown. A hardware domain that shuts down takes the host with it.</remarks>
    public XenResult<bool> Shutdown(ShutdownReason reason)
    {
        SchedShutdown argument = default;
        argument.Reason = reason;
        HypercallResult result = _hypervisor.SchedOp(SchedCommand.Shutdown, &argument);
        return result.Succeeded ? result.Value == 0 : result.Error;
    }

    /// <summary>Sets the reason that a shutdown to come will report, whatever that shutdown says.</summary>
    /// <param name="reason">The reason. The first one set stays.</param>
    /// <returns><see cref="XenErrno.None"/>.</returns>
    /// <remarks>Xen: SCHEDOP_shutdown_code.</remarks>
    public XenErrno SetShutdownReason(ShutdownReason reason)
    {
        SchedShutdown argument = default;
        argument.Reason = reason;
        return _hypervisor.SchedOp(SchedCommand.ShutdownCode, &argument).Error;
    }

    /// <summary>Starts a watchdog: unless it is fed in time, Xen shuts the domain down.</summary>
    /// <param name="timeoutSeconds">How long it waits.</param>
    /// <returns>Its number, from 1; or
    /// <see cref="XenErrno.NoSpace"/>: both watchdogs of the domain run.</returns>
    /// <remarks>Xen: SCHEDOP_watchdog.</remarks>
    public XenResult<uint> StartWatchdog(uint timeoutSeconds)
    {
        SchedWatchdog argument = default;
        argument.TimeoutSeconds = timeoutSeconds;
        HypercallResult result = _hypervisor.SchedOp(SchedCommand.Watchdog, &argument);
        return result.Succeeded ? (uint)result.Value : result.Error;
    }

    /// <summary>Lets a watchdog wait anew.</summary>
    /// <param name="watchdog">Its number.</param>
    /// <param name="timeoutSeconds">How long it waits from now on; not 0, which stops it.</param>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.InvalidArgument"/>: no such watchdog, or it does not run.</returns>
    /// <remarks>Xen: SCHEDOP_watchdog.</remarks>
    public XenErrno FeedWatchdog(uint watchdog, uint timeoutSeconds)
    {
        SchedWatchdog argument = default;
        argument.Id = watchdog;
        argument.TimeoutSeconds = timeoutSeconds;
        return _hypervisor.SchedOp(SchedCommand.Watchdog, &argument).Error;
    }

    /// <summary>Stops a watchdog.</summary>
    /// <param name="watchdog">Its number.</param>
    /// <returns>Errors as for <see cref="FeedWatchdog"/>.</returns>
    /// <remarks>Xen: SCHEDOP_watchdog.</remarks>
    public XenErrno StopWatchdog(uint watchdog) => FeedWatchdog(watchdog, 0);
}

using System;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>The date that Xen shows the domain.</content>
public sealed unsafe partial class ModelDomain
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Whether Xen marks the vCPUs' run states while it writes them.</summary>
    internal bool MarksRunState { get; set; }

    /// <summary>Sets the date at system time 0, as Xen does when its control domain sets the clock.</summary>
    /// <param name="nanoseconds">Nanoseconds since the start of 1970.</param>
    /// <param name="meanwhile">Called while it is half written; null for nothing.</param>
    /// <remarks>Xen: update_domain_wallclock_time, xen/common/time.c.</remarks>
    public void SetWallClock(ulong nanoseconds, Action? meanwhile = null)
    {
        uint* clock = (uint*)(_sharedInfo + Layout.WallClock);
        Atomic.Store(clock, Atomic.Load(clock) + 1);
        ulong seconds = nanoseconds / NanosecondsPerSecond;
        Atomic.Store(clock + 1, (uint)seconds);
        meanwhile?.Invoke();
        Atomic.Store(clock + 2, (uint)(nanoseconds % NanosecondsPerSecond));
        Atomic.Store((uint*)(_sharedInfo + Layout.WallClockSecondsHigh), (uint)(seconds >> 32));
        Atomic.Store(clock, Atomic.Load(clock) + 1);
    }
}

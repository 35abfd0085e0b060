namespace XenGuest.Machine.Xen;

/// <summary>What becomes of the system time as vCPUs read it: a time that never goes back, and the machine's clock, which goes on after a restore.</summary>
/// <remarks>
/// <para>Pure, and tested on a host. The caller holds the kernel lock, so that of two readings one is the later.</para>
/// <para>Each vCPU reckons from numbers of its own, which Xen renews at different moments: two of them may differ by some nanoseconds. So the
/// latest reading of all is kept, whether or not Xen vouches for the counters (PVCLOCK_TSC_STABLE_BIT): under the lock that costs a comparison.</para>
/// <para>Of another host system time is another time, which may lie before. The machine's clock leaves the step out, as Linux's does:
/// it goes on where it stood when the guest was saved, and so a program's deadlines and stopwatches do not see that it was away. The
/// date comes from the new host's own numbers, and does.</para>
/// </remarks>
internal struct ContinuousTime
{
    private ulong _last;
    private ulong _offset;

    /// <summary>What has to be added to a system time to get that of the machine's clock; modulo 2^64.</summary>
    internal readonly ulong Offset => _offset;

    /// <summary>Takes a reading of system time; the latest so far.</summary>
    internal ulong Take(ulong systemTime)
    {
        _last = systemTime > _last ? systemTime : _last;
        return _last;
    }

    /// <summary>The time of the machine's clock at a reading of system time.</summary>
    internal ulong Clock(ulong systemTime) => Take(systemTime) + _offset;

    /// <summary>Goes on from a system time that has nothing to do with those taken so far.</summary>
    internal void GoOnFrom(ulong systemTime)
    {
        _offset += _last - systemTime;
        _last = systemTime;
    }
}

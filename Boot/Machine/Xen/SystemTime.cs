using XenGuest.Hypercall.Abi;

namespace XenGuest.Machine.Xen;

/// <summary>The arithmetic of Xen's system time.</summary>
/// <remarks>Pure, and tested on a host.</remarks>
internal static unsafe class SystemTime
{
    /// <summary>Nanoseconds of system time at which the time stamp counter had a value.</summary>
    /// <remarks>
    /// Only the difference of two counter values counts, with its sign: where a guest's counter began at zero, a timestamp
    /// that Xen took before lies below zero, and so above every counter value when it is read as a number without a sign.
    /// </remarks>
    internal static ulong At(VcpuTimeInfo* time, ulong tsc)
    {
        long ticks = (long)(tsc - time->TscTimestamp);
        return ticks < 0 ? time->SystemTime - Nanoseconds(time, (ulong)-ticks) : time->SystemTime + Nanoseconds(time, (ulong)ticks);
    }

    private static ulong Nanoseconds(VcpuTimeInfo* time, ulong ticks)
    {
        // A shift of 64 or more is none to the processor: it takes the count modulo 64.
        int shift = time->TscShift;
        ulong shifted = shift is > 63 or < -63 ? 0 : shift < 0 ? ticks >> -shift : ticks << shift;
        ulong multiplier = time->TscToSystemMultiplier;
        return ((shifted >> 32) * multiplier) + (((shifted & uint.MaxValue) * multiplier) >> 32);
    }
}

using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>Reads a vCPU's time as Xen wrote it, and reckons with it.</summary>
/// <remarks>
/// No clock is read here: whoever calls brings the time stamp counter's value. Nothing allocates.
/// Xen: struct vcpu_time_info, public/xen.h.
/// </remarks>
public static unsafe class VcpuTime
{
    /// <summary>How often a copy is tried before Xen is taken not to finish its update.</summary>
    public const int MaximumTries = 1000;

    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Copies the time while Xen is not changing it.</summary>
    /// <param name="shared">The time in memory shared with Xen: <see cref="VcpuInfoArea{TWord}.Time"/>.</param>
    /// <param name="time">The copy.</param>
    /// <returns>Whether the copy is whole: not so if Xen was in the middle of an update at each of
    /// <see cref="MaximumTries"/> tries.</returns>
    public static bool TryRead(VcpuTimeInfo* shared, out VcpuTimeInfo time)
    {
        time = default;
        for (int tries = 0; tries < MaximumTries; tries++)
        {
            // Odd: Xen is writing. Not the same afterwards: it wrote meanwhile. Loads are not reordered.
            uint version = Atomic.Load(&shared->Version);
            time.Version = version;
            time.TscTimestamp = Atomic.Load(&shared->TscTimestamp);
            time.SystemTime = Atomic.Load(&shared->SystemTime);
            time.TscToSystemMultiplier = Atomic.Load(&shared->TscToSystemMultiplier);
            time.TscShift = unchecked((sbyte)Atomic.Load((byte*)&shared->TscShift));
            time.Flags = (VcpuTimeFlags)Atomic.Load((byte*)&shared->Flags);
            if ((version & 1) == 0 && Atomic.Load(&shared->Version) == version)
            {
                return true;
            }
        }

        time = default;
        return false;
    }

    /// <summary>Xen's system time at a value of the time stamp counter.</summary>
    /// <param name="time">A whole copy of the vCPU's time.</param>
    /// <param name="tsc">The counter of that vCPU, read after the copy was begun. One before the copy's own counts as
    /// equal to it: time does not go backwards.</param>
    /// <returns>Nanoseconds since the system time began.</returns>
    public static ulong SystemTimeNanoseconds(in VcpuTimeInfo time, ulong tsc)
    {
        // The guest's counter is Xen's plus an offset: the timestamp may lie before 0, wrapped around, and only the
        // difference counts.
        ulong ticks = unchecked(tsc - time.TscTimestamp);
        ticks = unchecked((long)ticks) < 0 ? 0 : ticks;
        ulong shifted = ShiftLeft(ticks, time.TscShift);

        // 64 by 32 bits, of which the upper 64 of 96 are wanted.
        ulong high = unchecked((shifted >> 32) * time.TscToSystemMultiplier);
        ulong low = ((shifted & uint.MaxValue) * time.TscToSystemMultiplier) >> 32;
        return unchecked(time.SystemTime + high + low);
    }

    /// <summary>The frequency of the time stamp counter.</summary>
    /// <param name="time">A whole copy of the vCPU's time.</param>
    /// <param name="hertz">The frequency in Hz, rounded down.</param>
    /// <returns>Whether there is one: Xen has not filled in a time whose multiplier is 0.</returns>
    public static bool TryGetFrequency(in VcpuTimeInfo time, out ulong hertz)
    {
        if (time.TscToSystemMultiplier == 0)
        {
            hertz = 0;
            return false;
        }

        hertz = ShiftLeft(WideDivision.Divide(NanosecondsPerSecond << 32, time.TscToSystemMultiplier), -time.TscShift);
        return true;
    }

    /// <summary>Shifts to the left, or to the right where the count is negative; beyond 63 nothing is left.</summary>
    private static ulong ShiftLeft(ulong value, int count)
    {
        if (count is > 63 or < -63)
        {
            return 0;
        }

        return count >= 0 ? value << count : value >> -count;
    }
}

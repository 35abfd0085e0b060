using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>The date at which Xen's system time began: with the system time it gives the date now.</summary>
/// <remarks>Whoever sets the host's clock changes it: a domain sees a step of the date by reading it anew. Xen: wc_version, wc_sec, wc_nsec and
/// wc_sec_hi of struct shared_info, public/xen.h.</remarks>
public static unsafe class WallClock
{
    /// <summary>How often a copy is tried before Xen is taken not to finish its update, or the page not to be mapped.</summary>
    public const int MaximumTries = 1000;

    private const ulong NanosecondsPerSecond = 1_000_000_000;
    private const int SecondsOffset = 4;
    private const int NanosecondsOffset = 8;

    /// <summary>Reads the date while Xen is not changing it.</summary>
    /// <typeparam name="TWord">The guest's word.</typeparam>
    /// <param name="page">The shared page.</param>
    /// <param name="nanoseconds">Nanoseconds from the start of 1970 to system time 0, modulo 2^64.</param>
    /// <returns>Whether it is whole: not so if Xen was in the middle of an update at each of <see cref="MaximumTries"/> tries.</returns>
    /// <remarks>No hypercall, allocates nothing. Context: any.</remarks>
    public static bool TryRead<TWord>(SharedInfoPage<TWord> page, out ulong nanoseconds)
        where TWord : unmanaged
    {
        SharedInfoLayout layout = SharedWord<TWord>.Layout;
        byte* clock = page.Address + layout.WallClock;
        for (int tries = 0; tries < MaximumTries; tries++)
        {
            uint version = Atomic.Load((uint*)clock);
            ulong low = Atomic.Load((uint*)(clock + SecondsOffset));
            ulong fraction = Atomic.Load((uint*)(clock + NanosecondsOffset));
            ulong high = Atomic.Load((uint*)(page.Address + layout.WallClockSecondsHigh));
            if ((version & 1) == 0 && Atomic.Load((uint*)clock) == version)
            {
                nanoseconds = unchecked((((high << 32) | low) * NanosecondsPerSecond) + fraction);
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }
}

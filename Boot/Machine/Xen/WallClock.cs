using XenGuest.Hypercall.Abi;

namespace XenGuest.Machine.Xen;

/// <summary>The date at system time 0, as Xen writes it into shared_info; it changes whenever somebody sets the host's clock.</summary>
/// <remarks>Pure, and tested on a host.</remarks>
internal static unsafe class WallClock
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// So often a copy is tried. Xen writes three words between two versions; a page that is not mapped for a moment, as behind a restore, reads as ones and
    /// so as a version that is odd for ever.
    /// </summary>
    private const int Tries = 1000;

    /// <summary>Nanoseconds from 1970 to system time 0, modulo 2^64; false where no try found them whole.</summary>
    internal static bool TryRead(SharedInfo64* shared, out ulong nanoseconds)
    {
        for (int tries = 0; tries < Tries; tries++)
        {
            // Odd: Xen is writing. Not the same afterwards: it wrote meanwhile. Loads are not reordered.
            uint version = ((VolatileWord*)&shared->WallClockVersion)->Value;
            ulong seconds = ((VolatileWord*)&shared->WallClockSeconds)->Value | ((ulong)((VolatileWord*)&shared->WallClockSecondsHigh)->Value << 32);
            nanoseconds = (seconds * NanosecondsPerSecond) + ((VolatileWord*)&shared->WallClockNanoseconds)->Value;
            if ((version & 1) == 0 && ((VolatileWord*)&shared->WallClockVersion)->Value == version)
            {
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }

    private struct VolatileWord
    {
        internal volatile uint Value;
    }
}

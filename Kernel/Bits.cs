#if NET
using System.Numerics;
#endif

namespace XenGuest.Kernel;

/// <summary>Bits of a word that only this thread sees.</summary>
internal static class Bits
{
    /// <summary>The number of the lowest bit that is set.</summary>
    /// <param name="word">Not 0.</param>
    internal static uint Lowest(ulong word)
    {
#if NET
        return (uint)BitOperations.TrailingZeroCount(word);
#else
        int lowest = 0;
        for (int half = 32; half != 0; half >>= 1)
        {
            // Half of the bits that are left hold none: the lowest is among the other half.
            if ((word & ((1ul << half) - 1)) == 0)
            {
                lowest += half;
                word >>= half;
            }
        }

        return (uint)lowest;
#endif
    }
}

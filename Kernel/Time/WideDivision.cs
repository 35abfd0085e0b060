namespace XenGuest.Kernel;

/// <summary>Division of 64-bit numbers, which not every host's compiler gets right.</summary>
internal static class WideDivision
{
    private const int TopBit = 63;

    /// <summary>Divides, rounding down. One step for each bit: not for hot paths.</summary>
    /// <param name="dividend">The number divided.</param>
    /// <param name="divisor">Not 0.</param>
    internal static ulong Divide(ulong dividend, uint divisor)
    {
        ulong quotient = 0;
        ulong remainder = 0;
        for (int bit = TopBit; bit >= 0; bit--)
        {
            remainder = (remainder << 1) | ((dividend >> bit) & 1);
            if (remainder >= divisor)
            {
                remainder -= divisor;
                quotient |= 1ul << bit;
            }
        }

        return quotient;
    }
}

using System;

namespace XenGuest.Kernel;

/// <summary>Numbers as xenstore's messages have them: decimal digits and nothing else.</summary>
internal static class StoreNumber
{
    /// <summary>The most digits of a number of 32 bits.</summary>
    internal const int MostDigits = 10;

    internal static bool TryParse(ReadOnlySpan<byte> text, out uint number)
    {
        ulong value = 0;
        bool isNumber = text.Length is > 0 and <= MostDigits;
        for (int i = 0; i < text.Length && isNumber; i++)
        {
            isNumber = text[i] >= '0' && text[i] <= '9';
            value = (value * 10) + text[i] - '0';
        }

        number = unchecked((uint)value);
        return isNumber && value <= uint.MaxValue;
    }

    /// <summary>Writes a number; the destination has room for <see cref="MostDigits"/>.</summary>
    /// <returns>How many digits it has.</returns>
    internal static int Format(uint number, Span<byte> destination)
    {
        int digits = 1;
        for (uint rest = number / 10; rest != 0; rest /= 10)
        {
            digits++;
        }

        for (int i = digits - 1; i >= 0; i--)
        {
            destination[i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        return digits;
    }
}

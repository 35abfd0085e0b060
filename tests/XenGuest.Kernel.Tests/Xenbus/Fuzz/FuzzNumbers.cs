using System;
using System.Globalization;
using System.Text;

namespace XenGuest.Kernel.Tests.Xenbus.Fuzz;

/// <summary>Texts of which it is known whether they are numbers.</summary>
internal sealed class FuzzNumbers(Random random)
{
    private const int MostDigits = 10;
    private const string Foreign = " +-,./:;xX\0\n\u0080\u00b2\u00ff";

    /// <summary>A number as xenstore may have it.</summary>
    internal byte[] Right(uint number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes(random.Next(4) == 0 ? text.PadLeft(random.Next(text.Length, MostDigits + 1), '0') : text);
    }

    /// <summary>Something that is no number of 32 bits, though it is like this one.</summary>
    internal byte[] Wrong(uint like)
    {
        string text = like.ToString(CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes(random.Next(4) switch
        {
            0 => "",
            1 => text.Insert(random.Next(text.Length + 1), Foreign[random.Next(Foreign.Length)].ToString()),
            2 => text.PadLeft(random.Next(MostDigits + 1, 3 * MostDigits), '0'),
            _ => (like + ((ulong)random.Next(1, 100) << 32)).ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Any number, more often one at an edge.</summary>
    internal uint Any() => random.Next(4) switch
    {
        0 => (uint)random.Next(12),
        1 => uint.MaxValue - (uint)random.Next(3),
        2 => (uint)random.Next(ushort.MaxValue + 2),
        _ => unchecked((uint)random.Next(int.MinValue, int.MaxValue)),
    };
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace XenGuest.Abi.Tests;

/// <summary>One fact of the ABI, under its C name: the C# side of it, and the C expressions that give the other.</summary>
/// <param name="Header">The public header it comes from.</param>
/// <param name="Key">Its name in a golden file.</param>
/// <param name="Expressions">C expressions, constant when compiled: what the headers say.</param>
/// <param name="Values">What the C# says, in the same order.</param>
/// <param name="Width">64 or 32 for a fact of one width, else 0.</param>
/// <param name="Origin">Where it comes from if not from the headers of Xen 4.17, else null.</param>
internal sealed record AbiRow(
    string Header, string Key, IReadOnlyList<string> Expressions, IReadOnlyList<long> Values, int Width, string? Origin)
{
    /// <summary>How the C# value stands in a golden file.</summary>
    public string Text => Format(Values);

    public static string Format(IReadOnlyList<long> values)
        => values.Count == 2 ? $"at {values[0]}, {values[1]} bytes" : Format(values.Single());

    private static string Format(long value)
        => value is >= -4096 and <= 65536
            ? value.ToString(CultureInfo.InvariantCulture)
            : "0x" + value.ToString("X", CultureInfo.InvariantCulture);
}

using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace XenGuest.BootGuests.Runtime;

internal static class TextAndNumbers
{
    public static void Run()
    {
        Check.Equal("numbers are formatted as the invariant culture does", "1,234,567.891|FF|-7.000E-003|12 %", string.Create(
            CultureInfo.InvariantCulture, $"{1234567.891:N3}|{255:X}|{-0.007:E3}|{0.12:P0}"));
        Check.Equal("the shortest text of a double reads back", 0.1 + 0.2, double.Parse((0.1 + 0.2).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        Check.Equal("dates and spans are formatted", "2024-02-29T13:05:00 1.02:03:04", string.Create(
            CultureInfo.InvariantCulture, $"{new DateTime(2024, 2, 29, 13, 5, 0):s} {new TimeSpan(1, 2, 3, 4)}"));

        const string Mixed = "Grüße, 世界 🚀";
        Check.Equal("text survives UTF-8 and UTF-16", Mixed, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Mixed)));
        Check.Equal("a string builder builds", 90_000, Enumerable.Range(0, 10_000).Aggregate(new StringBuilder(), static (text, i) => text.Append(CultureInfo.InvariantCulture, $"{i:D8} ")).Length);
        Check.Equal("a regular expression matches", "2025-11", Regex.Match("on 2025-11-21", @"(\d{4})-(\d\d)").Value);
        Check.Equal("JSON is read", 42, JsonDocument.Parse("""{"a":[1,{"b":42}]}""").RootElement.GetProperty("a")[1].GetProperty("b").GetInt32());
        Check.Equal("Base64 survives", Mixed, Encoding.UTF8.GetString(Convert.FromBase64String(Convert.ToBase64String(Encoding.UTF8.GetBytes(Mixed)))));

        BigInteger factorial = Enumerable.Range(1, 100).Aggregate(BigInteger.One, static (product, i) => product * i);
        Check.Equal("100! has 158 digits", 158, factorial.ToString(CultureInfo.InvariantCulture).Length);
        Check.Equal("100! divided by 99! is 100", 100, factorial / Enumerable.Range(1, 99).Aggregate(BigInteger.One, static (product, i) => product * i));
        Check.Equal("decimals are exact", 0.3m, 0.1m + 0.2m);
        Check.Equal("128-bit integers multiply", "340282366920938463426481119284349108225", ((UInt128)ulong.MaxValue * ulong.MaxValue).ToString(CultureInfo.InvariantCulture));
        Check.That("floating point does as IEEE 754 says", double.IsNaN(0.0 / Zero()) && double.IsPositiveInfinity(1.0 / Zero()) && Math.Abs(Math.Sin(Math.PI / 6) - 0.5) < 1e-12);
        Check.Equal("vectors add", new Vector4(5, 7, 9, 11), new Vector4(1, 2, 3, 4) + new Vector4(4, 5, 6, 7));
        Check.Equal("bits are counted", (63, 3, 1), (BitOperations.LeadingZeroCount(1UL), BitOperations.TrailingZeroCount(8), BitOperations.PopCount(0x8000_0000u)));

        Guid id = Guid.NewGuid();
        Check.Equal("a GUID reads back", id, Guid.Parse(id.ToString()));
        Check.Throws<OverflowException>("checked arithmetic overflows", static () => _ = checked(int.MaxValue + (int)One()));
    }

    private static double Zero() => Math.Floor(0.5);

    private static double One() => Math.Ceiling(0.5);
}

using System;
using System.Globalization;

namespace XenGuest.BootGuests;

/// <summary>A row for the table of <c>xg bench</c>.</summary>
internal static class Measure
{
    public static void Print(string what, string unit, double ours) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench: {{\"what\":\"{what}\",\"unit\":\"{unit}\",\"ours\":{ours:0.###},\"peer\":null,\"ratio\":null}}"));
}

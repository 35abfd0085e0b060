using System;
using System.Diagnostics.CodeAnalysis;

namespace XenGuest.Machine;

/// <summary>Stands in for the end of the machine.</summary>
internal static class Power
{
    internal const uint ErrorCode = 2;

    [DoesNotReturn]
    internal static void Off(uint code) => throw new InvalidOperationException($"the machine ends with {code}");
}

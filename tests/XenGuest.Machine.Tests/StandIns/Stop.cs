using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace XenGuest.Machine;

/// <summary>Stands in for the end of the machine.</summary>
internal static class Stop
{
    [DoesNotReturn]
    internal static void With(ReadOnlySpan<byte> reason) => throw new InvalidOperationException(Encoding.ASCII.GetString(reason));
}

using System;
using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Traps;

/// <summary>Stands in for the report of a fault, which no test of signals has.</summary>
internal static unsafe class FaultReport
{
    internal static void Print(RegisterFrame* registers, ulong address, ReadOnlySpan<byte> where) =>
        throw new InvalidOperationException($"a fault at 0x{address:x}");
}

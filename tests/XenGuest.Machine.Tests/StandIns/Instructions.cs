using System.Collections.Generic;

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the processor: notes which addresses it was told to forget.</summary>
internal static class Instructions
{
    internal static HashSet<ulong> Invalidated { get; } = [];

    internal static void InvalidatePage(ulong address) => Invalidated.Add(address);

    internal static void WritePageTableBase(ulong frame) => Invalidated.Clear();
}

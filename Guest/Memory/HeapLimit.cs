using System;

namespace XenGuest;

/// <summary>The garbage collector's limit, which has to follow the memory that there is: a machine whose last frame is gone stops.</summary>
internal static class HeapLimit
{
    private const string Setting = "GCHeapHardLimit";

    // The part of the free memory that Machine leaves to the heap at boot: the rest is stacks, tables and pages that are lent.
    private const ulong HeapParts = 3;
    private const ulong AllParts = 4;

    /// <summary>The limit in bytes that is in force.</summary>
    internal static ulong Current => (ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>How much of some free memory the heap may take.</summary>
    internal static ulong PromiseOf(ulong free) => free / AllParts * HeapParts;

    /// <summary>Sets it for some memory that is free. Beyond what the heap has, it may grow by three quarters of that.</summary>
    /// <param name="freeBytes">How much will be free.</param>
    /// <param name="most">The limit is never more than this.</param>
    /// <returns>Whether the collector took it; if not, the old one is in force.</returns>
    /// <remarks>The numbers are the last collection's: the caller has just had one.</remarks>
    internal static bool TrySet(ulong freeBytes, ulong most)
    {
        ulong committed = (ulong)GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
        ulong limit = Math.Min(most, committed + PromiseOf(freeBytes));
        object? before = AppContext.GetData(Setting);
        AppContext.SetData(Setting, limit);
        try
        {
            GC.RefreshMemoryLimit();
            return true;
        }
        catch (InvalidOperationException)
        {
            AppContext.SetData(Setting, before);
            return false;
        }
    }
}

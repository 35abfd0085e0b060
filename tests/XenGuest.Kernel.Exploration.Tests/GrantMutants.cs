using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Mistakes in ending grants.</summary>
internal static class GrantMutants
{
    internal static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "An entry is looked at, and then ended",
            "/Grants/GrantEntriesV1.cs",
            "            uint before = Atomic.CompareExchange(header, 0, seen);",
            "            uint before = seen;\n            Atomic.Store(header, 0);",
            "GrantScenario v1"),
        new(
            "The flags are taken back by a plain store",
            "/Grants/GrantEntriesV2.cs",
            "Atomic.Exchange(header, Atomic.Load(header) & (uint)GrantFlags.ReadOnly);",
            "Atomic.Store(header, Atomic.Load(header) & (uint)GrantFlags.ReadOnly);",
            "GrantScenario v2"),
        new(
            "Two threads end one grant",
            "/Grants/GrantTableFrame.cs",
            "before == GrantState.Ending || Atomic.CompareExchange(ref _uses[slot], ending, use) != use",
            "before == GrantState.Ending || ending == use",
            "GrantScenario v1"),
    ];
}

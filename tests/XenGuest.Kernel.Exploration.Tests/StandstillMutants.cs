using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>Mistakes in bringing channels to a standstill.</summary>
internal static class StandstillMutants
{
    private const string Binder = "/Events/EventChannelBinder.Suspension.cs";
    private const string Scenario = "StandstillScenario";

    internal static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "A frozen channel lets others in",
            "/Events/ChannelGate.cs",
            "internal bool TryEnter() => TryAdd(Inside, Closing | Frozen, 0);",
            "internal bool TryEnter() => TryAdd(Inside, Closing, 0);",
            Scenario),
        new(
            "Nobody waits for those who are inside",
            Binder,
            "all &= channel.IsStill;",
            "all &= channel != null;",
            Scenario),
        new(
            "Nobody waits for a channel that is out of the table and about to be closed",
            Binder,
            "return all && inTable == _still.Count && !_channels.IsClosing;",
            "return all && inTable == _still.Count;",
            Scenario),
        new(
            "Nobody waits for those who bind",
            Binder,
            "        if (!_channels.IsFrozen)",
            "        if (_channels.IsClosing)",
            Scenario),
    ];
}

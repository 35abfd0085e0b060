using System.Collections.Generic;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>A mistake that somebody could make, and the scenario that has to show it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Scenario">The scenario that finds it.</param>
/// <param name="Changes">What makes it.</param>
public sealed record Mutant(string Name, string Scenario, IReadOnlyList<Change> Changes)
{
    /// <summary>A mistake in one place.</summary>
    public Mutant(string name, string file, string right, string wrong, string scenario)
        : this(name, scenario, [new Change(file, right, wrong)])
    {
    }

    public override string ToString() => Name;
}

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>A mistake that somebody could make, and the scenario that has to show it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="File">The end of the path of the file that it is made in.</param>
/// <param name="Right">What stands there, once.</param>
/// <param name="Wrong">What would stand there.</param>
/// <param name="Scenario">The scenario that finds it.</param>
public sealed record Mutant(string Name, string File, string Right, string Wrong, string Scenario)
{
    public override string ToString() => Name;
}

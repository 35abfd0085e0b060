using System.Collections.Generic;
using System.Globalization;

namespace XenGuest.Kernel.Explored;

/// <summary>A schedule under which something goes wrong.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Failure">What goes wrong.</param>
/// <param name="Bound">The most preemptions that were allowed: it takes part in what a choice means.</param>
/// <param name="Preemptions">How often a thread was stopped that could have gone on.</param>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="Choices">What makes the run again.</param>
public sealed record FailedSchedule(
    string Scenario, string Failure, int Bound, int Preemptions, int Steps, IReadOnlyList<int> Choices)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scenario}, {Preemptions} preemptions, {Steps} steps, choices {string.Join(' ', Choices)}: {Failure}");
}

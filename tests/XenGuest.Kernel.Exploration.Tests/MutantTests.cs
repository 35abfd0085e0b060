using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Kernel.Exploration.Tests;

/// <summary>The exploration finds the mistakes that other guests and Xen have made, and those that this one could make.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int MaximumPreemptions = 3;

    private static readonly Mutant[] s_mutants = [.. EventMutants.All, .. FifoMutants.All, .. SignalMutants.All, .. GrantMutants.All, .. StandstillMutants.All];

    public static IEnumerable<object[]> Names => s_mutants.Select(mutant => new object[] { mutant.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_mistake_is_found(string name)
    {
        Mutant mutant = s_mutants.Single(candidate => candidate.Name == name);
        string? failure = ChangedCompilation.Explore(mutant, MaximumPreemptions);
        Assert.True(failure != null, "No schedule showed it.");
        output.WriteLine(failure);
    }
}

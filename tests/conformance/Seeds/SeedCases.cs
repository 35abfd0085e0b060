using System;
using System.Collections.Generic;

namespace XenGuest.Conformance.Seeds;

/// <summary>All cases that can be played on Xen as its only domain.</summary>
public static class SeedCases
{
    /// <summary>The cases in the order of their numbers, from 1 on.</summary>
    public static IReadOnlyList<SeedCase> All { get; } = Make();

    private static List<SeedCase> Make()
    {
        List<SeedCase> cases = [];
        void Add(char seed, string says, Action<CaseRun> play) => cases.Add(new SeedCase(cases.Count + 1, seed, says, play));
        VirtualInterruptCases.AddTo(Add);
        HeaderCases.AddTo(Add);
        GuideCases.AddTo(Add);
        PageCases.AddTo(Add);
        FifoCases.AddTo(Add);
        OldHeaderCases.AddTo(Add);
        return cases;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using XenGuest.Conformance.Grants;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Conformance.Tests;

/// <summary>The scripts about grants, without Xen.</summary>
public class GrantReplayTests(ITestOutputHelper output)
{
    private const int Scripts = 400;

    private static readonly Dictionary<GrantOperationKind, Dictionary<(long Raw, short Status), int>> s_answers = MeetAnswers();

    // Every status that a domain which grants to itself can get, and every refusal of the hypercall itself.
    [Theory]
    [InlineData(GrantOperationKind.Map, GrantStatus.Okay, GrantStatus.GeneralError, GrantStatus.BadDomain, GrantStatus.BadReference, GrantStatus.BadPage)]
    [InlineData(GrantOperationKind.Unmap, GrantStatus.Okay, GrantStatus.GeneralError, GrantStatus.BadHandle)]
    [InlineData(GrantOperationKind.UnmapHandle, GrantStatus.BadHandle)]
    [InlineData(GrantOperationKind.Copy, GrantStatus.Okay, GrantStatus.GeneralError, GrantStatus.BadDomain, GrantStatus.BadReference, GrantStatus.PermissionDenied, GrantStatus.BadPage, GrantStatus.BadCopyArgument)]
    [InlineData(GrantOperationKind.Swap, GrantStatus.Okay, GrantStatus.BadReference, GrantStatus.TryAgain)]
    [InlineData(GrantOperationKind.QuerySize, GrantStatus.Okay, GrantStatus.BadDomain)]
    [InlineData(GrantOperationKind.SetupTable, GrantStatus.Okay, GrantStatus.BadDomain, GrantStatus.GeneralError)]
    public void Scripts_meet_every_status_of_an_operation(GrantOperationKind kind, params GrantStatus[] statuses)
    {
        Dictionary<(long Raw, short Status), int> met = s_answers[kind];
        output.WriteLine(string.Join(", ", met.Select(static each => $"{each.Key.Raw} {(GrantStatus)each.Key.Status}: {each.Value}")));

        Assert.Equal(statuses.Order(), met.Keys.Where(static answer => answer.Raw == 0).Select(static answer => (GrantStatus)answer.Status).Order());
    }

    [Theory]
    [InlineData(GrantOperationKind.SetVersion, 0, -16, -22, -34)]
    [InlineData(GrantOperationKind.GetVersion, 0, -3)]
    [InlineData(GrantOperationKind.QuerySize, 0, -22)]
    [InlineData(GrantOperationKind.MapFrame, 0, -22)]
    [InlineData(GrantOperationKind.GetStatusFrames, -38)]
    [InlineData(GrantOperationKind.Transfer, -38)]
    [InlineData(GrantOperationKind.UnknownCommand, -38)]
    [InlineData(GrantOperationKind.BadArgument, -14, -38)]
    [InlineData(GrantOperationKind.OddCount, 0, -22, -38)]
    public void Scripts_meet_every_refusal_of_an_operation(GrantOperationKind kind, params int[] answers) =>
        Assert.Equal(answers.Order(), s_answers[kind].Keys.Select(static answer => (int)answer.Raw).Distinct().Order());

    [Fact]
    public void One_word_that_is_different_once_is_found()
    {
        using ModelGrantReplay right = new(XenRelease.Xen417, 0, 1, 4);
        using ModelGrantReplay wrong = new(XenRelease.Xen417, 0, 1, 4);
        List<string> rightSteps = [];
        List<string> wrongSteps = [];
        Assert.Equal(right.RunNext(null), wrong.RunNext(null));
        wrong.Execute(new GrantOperation(GrantOperationKind.MapFrame, 40));

        Assert.NotEqual(right.RunNext(rightSteps.Add), wrong.RunNext(wrongSteps.Add));
        Assert.Contains("QuerySize", ReplayConsole.FirstDifference(rightSteps, wrongSteps).Split('\n')[^1], StringComparison.Ordinal);
    }

    private static Dictionary<GrantOperationKind, Dictionary<(long Raw, short Status), int>> MeetAnswers()
    {
        Dictionary<GrantOperationKind, Dictionary<(long Raw, short Status), int>> met = [];
        using ModelGrantReplay replay = new(XenRelease.Xen417, 0, 1, Scripts);
        for (int number = 0; number < Scripts; number++)
        {
            replay.StartAnew();
            foreach (GrantOperation operation in replay.MakeNext())
            {
                GrantAnswer answer = replay.Execute(operation);
                met.TryAdd(operation.Kind, []);
                (long Raw, short Status) key = (answer.Raw, (short)answer.First);
                met[operation.Kind][key] = met[operation.Kind].GetValueOrDefault(key) + 1;
            }
        }

        return met;
    }
}

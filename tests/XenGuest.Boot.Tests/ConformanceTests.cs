using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using XenGuest.Conformance;
using XenGuest.Conformance.Seeds;
using XenGuest.Conformance.Tests;
using XenGuest.Conformance.Tests.Seeds;
using XenGuest.Kernel;
using XenGuest.Testing;
using XenGuest.Xg.Rig;

namespace XenGuest.Boot.Tests;

/// <summary>The model of Xen equals Xen: the same scripts of operations, the same answers and shared words after each.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const int Scripts = 420;
    private const int ScriptsWhenLong = 9000;
    private const long OperationsWhenLong = 1_000_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    private static Guest Replayer => Guest.All.Single(static guest => guest.Name == "conformance");

    [Theory]
    [InlineData("4.17", XenRelease.Xen417, EventAbi.TwoLevel)]
    [InlineData("4.17", XenRelease.Xen417, EventAbi.Fifo)]
    [InlineData("4.20", XenRelease.Xen420, EventAbi.TwoLevel)]
    [InlineData("4.20", XenRelease.Xen420, EventAbi.Fifo)]
    public async Task Scripts_go_on_the_model_as_they_go_on_Xen(string xen, XenRelease release, EventAbi abi)
    {
        // The first seed is the one that every run has; a long run has another each time.
        ulong seed = Rig.IsLong ? (ulong)DateTime.UtcNow.Ticks : 1;
        int scripts = Rig.IsLong ? ScriptsWhenLong : Scripts;
        string words = $"{(abi == EventAbi.Fifo ? "fifo" : "2l")} seed={seed}";
        output.WriteLine($"Xen {xen}, {words} scripts={scripts}");
        BootResult seen = await BootAsync(xen, $"{words} scripts={scripts}");
        IReadOnlyList<ulong> digests = ReplayConsole.Digests(seen.GuestLines);
        Assert.Equal(scripts, digests.Count);

        using ModelReplay model = new(release, abi, seed);
        for (int number = 0; number < scripts; number++)
        {
            if (model.RunNext(null) != digests[number])
            {
                // The script once more, step by step.
                BootResult shown = await BootAsync(xen, $"{words} scripts={number + 1} show={number}");
                IReadOnlyList<string> steps = ModelReplay.Steps(release, abi, seed, number);
                Assert.Fail($"{words}, script {number}:\n{ReplayConsole.FirstDifference(ReplayConsole.Steps(shown.GuestLines), steps)}");
            }
        }

        output.WriteLine(seen.GuestLines.Single(static line => line.StartsWith("replayed ", StringComparison.Ordinal)));
        Assert.True(!Rig.IsLong || model.OperationCount >= OperationsWhenLong, $"{model.OperationCount} operations only");
    }

    [Theory]
    [InlineData("4.17")]
    [InlineData("4.20")]
    public async Task Xen_answers_the_cases_of_the_seeds_as_the_table_says(string xen)
    {
        BootResult result = await BootAsync(xen, "cases");
        IReadOnlyList<string> answers = ReplayConsole.CaseAnswers(result.GuestLines);
        SeedsTable table = SeedsTable.Read();
        if (SeedsTable.IsRefreshed)
        {
            // The cases that need a second domain stand behind those that Xen has answered.
            table.Write($"Xen {xen}", SeedsTable.AllCases.Select((text, index) => (text, index < answers.Count ? answers[index] : SeedsTable.NotPlayed)));
            return;
        }

        IReadOnlyDictionary<int, string> column = table.Column($"Xen {xen}");
        Assert.Equal(SeedCases.All.Select(one => $"{one.Number}: {column[one.Number]}"), answers.Select(static (answer, index) => $"{index + 1}: {answer}"));
    }

    private static async Task<BootResult> BootAsync(string xen, string commandLine)
    {
        BootOptions options = new() { Vcpus = ReplayTarget.VcpuCount, CommandLine = $"xenguest.vcpus=first {commandLine}", Timeout = s_longest };
        BootResult result = await Rig.BootAsync(await PublishedGuests.ImageAsync(Replayer), options, Xg.Provision.XenRelease.Find(xen)!);
        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines.TakeLast(20))}");
        return result;
    }
}

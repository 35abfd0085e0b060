using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using XenGuest.Conformance;
using XenGuest.Conformance.Tests;
using XenGuest.Testing;
using XenGuest.Xg.Rig;
using Xunit;
using Xunit.Abstractions;

namespace XenGuest.Boot.Tests;

/// <summary>Scripts about grants, as a guest replayed them and as the model does.</summary>
/// <param name="release">Whose rules the model plays.</param>
/// <param name="seed">Where the random numbers begin.</param>
/// <param name="scripts">How many scripts.</param>
internal sealed class GrantComparison(XenRelease release, ulong seed, int scripts)
{
    /// <summary>The guest that replays.</summary>
    public static Guest Replayer => Guest.All.Single(static guest => guest.Name == "conformance");

    /// <summary>What the guest is told.</summary>
    public string CommandLine => $"grants seed={seed} scripts={scripts}";

    /// <summary>Compares; where a script goes differently, has its steps shown, and fails with the first that differs and those before.</summary>
    /// <param name="boot">Boots the guest with a command line.</param>
    /// <param name="output">Where the counts go.</param>
    public async Task RunAsync(Func<string, Task<BootResult>> boot, ITestOutputHelper output)
    {
        BootResult seen = await BootAsync(boot, CommandLine);
        ushort own = OwnNumber(seen);
        IReadOnlyList<ulong> digests = ReplayConsole.Digests(seen.GuestLines);
        Assert.Equal(scripts, digests.Count);
        using ModelGrantReplay model = new(release, own, seed, scripts);
        for (int number = 0; number < scripts; number++)
        {
            if (model.RunNext(null) != digests[number])
            {
                BootResult shown = await BootAsync(boot, $"grants seed={seed} scripts={number + 1} show={number}");
                IReadOnlyList<string> steps = ModelGrantReplay.Steps(release, OwnNumber(shown), seed, number);
                Assert.Fail($"{CommandLine}, script {number}:\n{ReplayConsole.FirstDifference(ReplayConsole.Steps(shown.GuestLines), steps)}");
            }
        }

        output.WriteLine($"domain {own}: " + seen.GuestLines.Single(static line => line.StartsWith("replayed ", StringComparison.Ordinal)));
    }

    private static async Task<BootResult> BootAsync(Func<string, Task<BootResult>> boot, string commandLine)
    {
        BootResult result = await boot(commandLine);
        Assert.True(result.Verdict == Verdict.Success, $"{result}\n{string.Join('\n', result.GuestLines.TakeLast(20))}");
        return result;
    }

    private static ushort OwnNumber(BootResult result) => ushort.Parse(
        result.GuestLines.Single(static line => line.StartsWith($"{ReplayText.Own} ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}

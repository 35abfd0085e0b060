using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using XenGuest.Testing;
using Xunit;

namespace XenGuest.Conformance.Tests;

/// <summary>The scripts and their comparison, without Xen.</summary>
public class ReplayTests
{
    private const int Scripts = 900;

    [Fact]
    public void A_seed_makes_the_same_scripts_every_time_and_others_than_another_seed()
    {
        List<Operation> one = [];
        List<Operation> same = [];
        List<Operation> other = [];
        new ScriptGenerator(5).Make(17, one);
        new ScriptGenerator(5).Make(17, same);
        new ScriptGenerator(6).Make(17, other);

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    // Every answer that Xen can give to a PVH dom0 without FIFO: read off event_channel.c.
    [Theory]
    [InlineData(OperationKind.AllocateUnbound, 0, -3, -14, -28)]
    [InlineData(OperationKind.BindInterdomain, 0, -3, -22, -28)]
    [InlineData(OperationKind.BindVirtualInterrupt, 0, -2, -17, -22, -28)]
    [InlineData(OperationKind.BindPhysicalInterrupt, 0, -17, -22, -28)]
    [InlineData(OperationKind.BindInterprocessorInterrupt, 0, -2, -28)]
    [InlineData(OperationKind.Close, 0, -22)]
    [InlineData(OperationKind.Send, 0, -22)]
    [InlineData(OperationKind.GetStatus, 0, -3, -22)]
    [InlineData(OperationKind.BindVcpu, 0, -2, -22)]
    [InlineData(OperationKind.Unmask, 0, -22)]
    [InlineData(OperationKind.Reset, 0, -3)]
    [InlineData(OperationKind.ContinueReset, -3, -16)]
    [InlineData(OperationKind.InitializeControl, -2, -22)]
    [InlineData(OperationKind.ExpandArray, -95)]
    [InlineData(OperationKind.SetPriority, -22, -38)]
    [InlineData(OperationKind.UnknownCommand, -38)]
    [InlineData(OperationKind.BadArgument, -14, -38)]
    [InlineData(OperationKind.OldForm, -38)]
    [InlineData(OperationKind.RunTimerOut, 0)]
    public void Scripts_meet_every_answer_of_an_operation(OperationKind kind, params int[] answers)
    {
        HashSet<long> met = s_answers[kind];

        // EFAULT comes by BadArgument, whatever the command.
        Assert.Equal(answers.Where(answer => answer != -14 || kind == OperationKind.BadArgument).Order(), met.Select(static answer => (int)answer).Order());
    }

    [Fact]
    public void One_word_that_is_different_once_makes_another_digest_and_is_found()
    {
        List<Operation> script = [];
        new ScriptGenerator(1).Make(3, script);
        using ModelTarget right = new(XenRelease.Xen417);
        using ModelTarget wrong = new(XenRelease.Xen417);
        List<string> rightSteps = [];
        List<string> wrongSteps = [];

        ulong rightDigest = new Replay(right).Run(CollectionsMarshal.AsSpan(script), rightSteps.Add);
        script[30] = new Operation(OperationKind.SetPendingBit, 4000);
        ulong wrongDigest = new Replay(wrong).Run(CollectionsMarshal.AsSpan(script), wrongSteps.Add);

        Assert.NotEqual(rightDigest, wrongDigest);
        string[] report = ReplayConsole.FirstDifference(rightSteps, wrongSteps).Split('\n');
        Assert.Equal($"Xen:   {rightSteps[30].Trim()}", report[^2]);
        Assert.Equal($"model: {wrongSteps[30].Trim()}", report[^1]);
        Assert.Contains("SetPendingBit 4000", report[^1], System.StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_guest_prints_is_read_back()
    {
        string[] console = ["machine: hello", $"{ReplayText.Digests} 0000000000000010 ffffffffffffffff", $"{ReplayText.Step}    0 send 1", $"{ReplayText.Digests} 0000000000000011"];

        Assert.Equal([0x10, ulong.MaxValue, 0x11], ReplayConsole.Digests(console));
        Assert.Equal(["   0 send 1"], ReplayConsole.Steps(console));
    }

    private static readonly Dictionary<OperationKind, HashSet<long>> s_answers = MeetAnswers();

    private static Dictionary<OperationKind, HashSet<long>> MeetAnswers()
    {
        using ModelTarget target = new(XenRelease.Xen417);
        Replay replay = new(target);
        ScriptGenerator generator = new(1);
        List<Operation> script = [];
        Dictionary<OperationKind, HashSet<long>> met = [];
        for (int number = 0; number < Scripts; number++)
        {
            generator.Make(number, script);
            foreach (Operation operation in script)
            {
                if (!met.TryGetValue(operation.Kind, out HashSet<long>? answers))
                {
                    met[operation.Kind] = answers = [];
                }

                answers.Add(replay.Execute(operation).Raw);
            }
        }

        return met;
    }
}

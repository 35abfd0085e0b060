using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;
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
        ScriptGenerator.For(EventAbi.TwoLevel, 5).Make(17, one);
        ScriptGenerator.For(EventAbi.TwoLevel, 5).Make(17, same);
        ScriptGenerator.For(EventAbi.TwoLevel, 6).Make(17, other);

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
        HashSet<long> met = s_answers[(EventAbi.TwoLevel, kind)];

        // EFAULT comes by BadArgument, whatever the command.
        Assert.Equal(answers.Where(answer => answer != -14 || kind == OperationKind.BadArgument).Order(), met.Select(static answer => (int)answer).Order());
    }

    [Fact]
    public void One_word_that_is_different_once_makes_another_digest_and_is_found()
    {
        List<Operation> script = [];
        ScriptGenerator.For(EventAbi.TwoLevel, 1).Make(3, script);
        using ModelTarget right = new(XenRelease.Xen417);
        using ModelTarget wrong = new(XenRelease.Xen417);
        List<string> rightSteps = [];
        List<string> wrongSteps = [];

        ulong rightDigest = new Replay(right, EventAbi.TwoLevel).Run(CollectionsMarshal.AsSpan(script), rightSteps.Add);
        script[30] = new Operation(OperationKind.SetPendingBit, 4000);
        ulong wrongDigest = new Replay(wrong, EventAbi.TwoLevel).Run(CollectionsMarshal.AsSpan(script), wrongSteps.Add);

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

    // What FIFO adds, and every answer that is another under it.
    [Theory]
    [InlineData(OperationKind.InitializeControl, 0, -2, -22)]
    [InlineData(OperationKind.ExpandArray, 0, -22, -95)]
    [InlineData(OperationKind.SetPriority, 0, -13, -22, -38)]
    [InlineData(OperationKind.Send, 0, -22)]
    [InlineData(OperationKind.Close, 0, -22)]
    [InlineData(OperationKind.Reset, 0, -3)]
    public void Fifo_scripts_meet_every_answer_of_an_operation(OperationKind kind, params int[] answers) =>
        Assert.Equal(answers.Order(), s_answers[(EventAbi.Fifo, kind)].Select(static answer => (int)answer).Order());

    [Fact]
    public void Fifo_scripts_have_long_queues_of_every_priority_on_both_vCPUs()
    {
        using ModelTarget target = new(XenRelease.Xen417);
        Replay replay = new(target, EventAbi.Fifo);
        FifoWords words = new(target);
        ScriptGenerator generator = ScriptGenerator.For(EventAbi.Fifo, 1);
        List<Operation> script = [];
        HashSet<(uint Vcpu, uint Priority)> used = [];
        int longest = 0;
        for (int number = 0; number < 200; number++)
        {
            generator.Make(number, script);
            foreach (Operation operation in script)
            {
                replay.Execute(operation);
                foreach ((uint vcpu, uint priority) in s_queues.Where(queue => words.ReadHead(queue.Vcpu, queue.Priority) != 0))
                {
                    used.Add((vcpu, priority));
                    longest = System.Math.Max(longest, LengthOf(words, words.ReadHead(vcpu, priority)));
                }
            }
        }

        Assert.Equal(s_queues.Length, used.Count);
        Assert.True(longest >= 8, $"the longest queue has {longest} ports");
    }

    private static readonly (uint Vcpu, uint Priority)[] s_queues =
    [
        .. Enumerable.Range(0, ReplayTarget.VcpuCount * FifoEvents.QueueCount).Select(static index => ((uint)index / FifoEvents.QueueCount, (uint)index % FifoEvents.QueueCount)),
    ];

    private static readonly Dictionary<(EventAbi Abi, OperationKind Kind), HashSet<long>> s_answers = MeetAnswers();

    private static int LengthOf(FifoWords words, uint head)
    {
        int length = 0;
        for (uint port = head; port is not 0 and < 4096 && length < 100; port = words.Read(port) & FifoEvents.LinkMask)
        {
            length++;
        }

        return length;
    }

    private static Dictionary<(EventAbi Abi, OperationKind Kind), HashSet<long>> MeetAnswers()
    {
        Dictionary<(EventAbi Abi, OperationKind Kind), HashSet<long>> met = [];
        foreach (EventAbi abi in (EventAbi[])[EventAbi.TwoLevel, EventAbi.Fifo])
        {
            using ModelTarget target = new(XenRelease.Xen417);
            Replay replay = new(target, abi);
            ScriptGenerator generator = ScriptGenerator.For(abi, 1);
            List<Operation> script = [];
            for (int number = 0; number < Scripts; number++)
            {
                generator.Make(number, script);
                foreach (Operation operation in script)
                {
                    met.TryAdd((abi, operation.Kind), []);
                    met[(abi, operation.Kind)].Add(replay.Execute(operation).Raw);
                }
            }
        }

        return met;
    }
}

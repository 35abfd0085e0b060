using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Conformance;

/// <summary>Makes scripts of operations: the same script from the same seed and number, whoever asks.</summary>
/// <remarks>
/// It knows nothing of the state that a script makes. As Xen gives the lowest free port to every binding, ports drawn from
/// as many as a script binds are bound, closed, masked and pending in turn, and now and then not there at all.
/// </remarks>
public abstract class ScriptGenerator
{
    private const uint ShortestScript = 40;
    private const uint LongestScript = 160;
    private const int ScriptsBetweenWideOnes = 400;

    private static readonly uint[] s_widths = [6, 6, 12, 24, 70, 140];

    private readonly ulong _seed;

    private protected ScriptGenerator(ulong seed) => _seed = seed;

    /// <summary>How many ports the widest scripts bind.</summary>
    private protected abstract uint WidestScript { get; }

    /// <summary>The scripts for an event ABI.</summary>
    public static ScriptGenerator For(EventAbi abi, ulong seed) => abi == EventAbi.Fifo ? new FifoGenerator(seed) : new TwoLevelGenerator(seed);

    /// <summary>Makes a script in place of what the list holds.</summary>
    /// <param name="number">Which.</param>
    /// <param name="script">Where it goes.</param>
    public void Make(int number, List<Operation> script)
    {
        ScriptRandom random = new(_seed + ((ulong)number * 0xD134_2543_DE82_EF95));
        script.Clear();
        script.Add(new Operation(OperationKind.StartAnew, random.Below(2)));
        script.Add(new Operation(OperationKind.Reset, ReservedDomains.Self));
        bool isWide = number % ScriptsBetweenWideOnes == ScriptsBetweenWideOnes - 1;
        uint width = isWide ? WidestScript : random.Pick(s_widths);
        uint first = isWide ? width : random.Below(width);
        Begin(ref random, script);
        for (uint bound = 0; bound < first; bound++)
        {
            script.Add(isWide ? AlwaysBind(ref random) : Bind(ref random, bound));
        }

        uint length = first + ShortestScript + random.Below(LongestScript - ShortestScript) + (width / 4);
        while (script.Count < length)
        {
            // As many ports as were asked for are the most that there can be.
            script.Add(Next(ref random, Math.Min((uint)script.Count, width)));
        }
    }

    /// <summary>What a script begins with, before it binds ports.</summary>
    private protected abstract void Begin(ref ScriptRandom random, List<Operation> script);

    /// <summary>What the guest does to words that it shares with Xen.</summary>
    private protected abstract Operation Touch(ref ScriptRandom random, uint width);

    /// <summary>What is rarely done under this ABI.</summary>
    private protected abstract Operation Odd(ref ScriptRandom random, uint width);

    private protected virtual uint VirtualInterruptToBind(ref ScriptRandom random) => ScriptNumbers.VirtualInterrupt(ref random);

    private protected virtual Operation Next(ref ScriptRandom random, uint width) => random.Below(100) switch
    {
        < 18 => Bind(ref random, width),
        < 26 => new(OperationKind.Close, ScriptNumbers.Port(ref random, width)),
        < 46 => new(OperationKind.Send, ScriptNumbers.Port(ref random, width)),
        < 52 => new(OperationKind.GetStatus, ScriptNumbers.Domain(ref random), ScriptNumbers.Port(ref random, width)),
        < 59 => new(OperationKind.BindVcpu, ScriptNumbers.Port(ref random, width), ScriptNumbers.Vcpu(ref random)),
        < 66 => new(OperationKind.Unmask, ScriptNumbers.Port(ref random, width)),
        < 69 => new(OperationKind.RunTimerOut),
        < 93 => Touch(ref random, width),
        < 97 => Odd(ref random, width),
        _ => Wrong(ref random),
    };

    private Operation Bind(ref ScriptRandom random, uint width) => random.Below(100) switch
    {
        < 35 => new(OperationKind.AllocateUnbound, ScriptNumbers.Domain(ref random), ScriptNumbers.Domain(ref random)),
        < 62 => new(OperationKind.BindInterdomain, ScriptNumbers.Domain(ref random), ScriptNumbers.Port(ref random, width)),
        < 75 => new(OperationKind.BindInterprocessorInterrupt, ScriptNumbers.Vcpu(ref random)),
        < 92 => new(OperationKind.BindVirtualInterrupt, VirtualInterruptToBind(ref random), ScriptNumbers.Vcpu(ref random)),
        _ => new(OperationKind.BindPhysicalInterrupt, ScriptNumbers.PhysicalInterrupt(ref random), random.Below(3)),
    };

    private static Operation AlwaysBind(ref ScriptRandom random) => random.Chance(50)
        ? new(OperationKind.AllocateUnbound, ReservedDomains.Self, ReservedDomains.Self)
        : new(OperationKind.BindInterprocessorInterrupt, random.Below(ReplayTarget.VcpuCount));

    private static Operation Wrong(ref ScriptRandom random) => random.Below(6) switch
    {
        0 => new(OperationKind.UnknownCommand, ScriptNumbers.OddCommand(ref random)),
        1 or 2 => new(OperationKind.BadArgument, random.Below(16), random.Below(2)),
        3 => new(OperationKind.OldForm, random.Below(16)),
        4 => new(OperationKind.ContinueReset, ScriptNumbers.Domain(ref random)),
        _ => new(OperationKind.Reset, ScriptNumbers.Domain(ref random)),
    };
}

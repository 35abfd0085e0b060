using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance;

/// <summary>Makes scripts of operations: the same script from the same seed and number, whoever asks.</summary>
/// <remarks>
/// It knows nothing of the state that a script makes. As Xen gives the lowest free port to every binding, ports drawn from
/// as many as a script binds are bound, closed, masked and pending in turn, and now and then not there at all.
/// </remarks>
public sealed class ScriptGenerator(ulong seed)
{
    private const uint ShortestScript = 40;
    private const uint LongestScript = 160;

    private const int ScriptsBetweenFullOnes = 400;

    private static readonly uint[] s_widths = [6, 6, 12, 24, 70, 140];
    private static readonly uint[] s_oddPorts =
        [0, 1, 63, 64, 65, 127, 128, 255, 4095, 4096, 0x1_FFFF, 0x2_0000, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue];

    private static readonly uint[] s_oddVcpus = [2, 31, 32, 127, 128, 8192, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddInterrupts = [24, 31, 32, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddDomains =
    [
        1, 2, 1234, ReservedDomains.Io, ReservedDomains.Xen, ReservedDomains.CopyOnWrite, ReservedDomains.Invalid, ReservedDomains.Any,
        ReservedDomains.Idle, 0x8000, 0xFFFF,
    ];

    private static readonly uint[] s_oddCommands = [15, 16, 255, 0x7FFF_FFFF, 0x8000_0000, uint.MaxValue];
    private static readonly uint[] s_oddOffsets = [0, 4, 8, 64, 4024, 4025, 4028, 4032, 4096, uint.MaxValue];

    /// <summary>Makes a script in place of what the list holds.</summary>
    /// <param name="number">Which.</param>
    /// <param name="script">Where it goes.</param>
    public void Make(int number, List<Operation> script)
    {
        ScriptRandom random = new(seed + ((ulong)number * 0xD134_2543_DE82_EF95));
        script.Clear();
        script.Add(new Operation(OperationKind.StartAnew, random.Below(2)));
        script.Add(new Operation(OperationKind.Reset, ReservedDomains.Self));
        bool takesEveryPort = number % ScriptsBetweenFullOnes == ScriptsBetweenFullOnes - 1;
        uint width = takesEveryPort ? TwoLevelEvents.ChannelCount64 : random.Pick(s_widths);
        uint first = takesEveryPort ? width : random.Below(width);
        for (uint bound = 0; bound < first; bound++)
        {
            script.Add(takesEveryPort ? AlwaysBind(ref random) : Bind(ref random, bound));
        }

        uint length = first + ShortestScript + random.Below(LongestScript - ShortestScript) + (width / 4);
        while (script.Count < length)
        {
            // As many ports as were asked for are the most that there can be.
            script.Add(Next(ref random, Math.Min((uint)script.Count, width)));
        }
    }

    private static Operation Next(ref ScriptRandom random, uint width) => random.Below(100) switch
    {
        < 18 => Bind(ref random, width),
        < 26 => new(OperationKind.Close, Port(ref random, width)),
        < 46 => new(OperationKind.Send, Port(ref random, width)),
        < 54 => new(OperationKind.GetStatus, Domain(ref random), Port(ref random, width)),
        < 62 => new(OperationKind.BindVcpu, Port(ref random, width), Vcpu(ref random)),
        < 70 => new(OperationKind.Unmask, Port(ref random, width)),
        < 73 => new(OperationKind.RunTimerOut),
        < 95 => Touch(ref random, width),
        _ => Odd(ref random, width),
    };

    private static Operation AlwaysBind(ref ScriptRandom random) => random.Chance(50)
        ? new(OperationKind.AllocateUnbound, ReservedDomains.Self, ReservedDomains.Self)
        : new(OperationKind.BindInterprocessorInterrupt, random.Below(ReplayTarget.VcpuCount));

    private static Operation Bind(ref ScriptRandom random, uint width) => random.Below(100) switch
    {
        < 35 => new(OperationKind.AllocateUnbound, Domain(ref random), Domain(ref random)),
        < 62 => new(OperationKind.BindInterdomain, Domain(ref random), Port(ref random, width)),
        < 75 => new(OperationKind.BindInterprocessorInterrupt, Vcpu(ref random)),
        < 92 => new(OperationKind.BindVirtualInterrupt, VirtualInterrupt(ref random), Vcpu(ref random)),
        _ => new(OperationKind.BindPhysicalInterrupt, random.Chance(90) ? random.Below(16) : random.Pick([100_000, 0x8000_0000, uint.MaxValue]), random.Below(3)),
    };

    /// <summary>What the guest does to the words of a port that could be there: Xen's words end at port 4095.</summary>
    private static Operation Touch(ref ScriptRandom random, uint width)
    {
        uint port = random.Chance(95) ? random.Below(width + 2) : random.Below(TwoLevelEvents.ChannelCount64);
        return random.Below(11) switch
        {
            0 or 1 => new(OperationKind.SetMaskBit, port),
            2 or 3 => new(OperationKind.ClearMaskBit, port),
            4 => new(OperationKind.SetPendingBit, port),
            5 or 6 or 7 => new(OperationKind.ClearPendingBit, port),
            8 or 9 => new(OperationKind.TakeSelector, random.Below(ReplayTarget.VcpuCount)),
            _ => new(OperationKind.ClearUpcallPending, random.Below(ReplayTarget.VcpuCount)),
        };
    }

    private static Operation Odd(ref ScriptRandom random, uint width) => random.Below(9) switch
    {
        0 => new(OperationKind.UnknownCommand, random.Pick(s_oddCommands)),
        1 or 2 => new(OperationKind.BadArgument, random.Below(16), random.Below(2)),
        3 => new(OperationKind.OldForm, random.Below(16)),
        4 => new(OperationKind.ContinueReset, Domain(ref random)),
        5 => new(OperationKind.SetPriority, Port(ref random, width), random.Below(18)),
        6 => new(OperationKind.ExpandArray, ReplayTarget.PageCount),
        7 => new(OperationKind.Reset, Domain(ref random)),
        _ => RefusedControlBlock(ref random),
    };

    /// <summary>A control block that Xen cannot take, so that the 2-level ABI stays.</summary>
    private static Operation RefusedControlBlock(ref ScriptRandom random) =>
        new(OperationKind.InitializeControl, Vcpu(ref random), ReplayTarget.PageCount, random.Pick(s_oddOffsets));

    private static uint Port(ref ScriptRandom random, uint width) => random.Chance(92) ? random.Below(width + 2) : random.Pick(s_oddPorts);

    private static uint Vcpu(ref ScriptRandom random) => random.Chance(92) ? random.Below(ReplayTarget.VcpuCount) : random.Pick(s_oddVcpus);

    private static uint VirtualInterrupt(ref ScriptRandom random) => random.Below(100) switch
    {
        < 30 => (uint)Hypercall.Abi.VirtualInterrupt.Timer,
        < 95 => random.Below(VirtualInterruptClasses.Count),
        _ => random.Pick(s_oddInterrupts),
    };

    private static uint Domain(ref ScriptRandom random) => random.Below(100) switch
    {
        < 70 => ReservedDomains.Self,
        < 88 => 0,
        _ => random.Pick(s_oddDomains),
    };
}

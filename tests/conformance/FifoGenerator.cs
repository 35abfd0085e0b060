using System.Collections.Generic;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance;

/// <summary>Scripts in which the domain moves to the FIFO ABI, with ports bound before and after, pages given early, late and never.</summary>
internal sealed class FifoGenerator(ulong seed) : ScriptGenerator(seed)
{
    private const uint FirstArrayPage = FifoWords.FirstArrayPage;

    private static readonly uint[] s_bits = [FifoEvents.PendingBit, FifoEvents.MaskedBit, FifoEvents.MaskedBit, FifoEvents.LinkedBit, FifoEvents.BusyBit];

    /// <summary>More than two pages of words.</summary>
    private protected override uint WidestScript => 2100;

    private protected override void Begin(ref ScriptRandom random, List<Operation> script)
    {
        // Ports of the time before come over, and may be pending.
        for (uint before = random.Below(8); before > 0; before--)
        {
            script.Add(new(OperationKind.BindInterprocessorInterrupt, random.Below(ReplayTarget.VcpuCount)));
            script.Add(new(OperationKind.Send, random.Below(6)));
        }

        if (random.Chance(30))
        {
            AddArrayPages(ref random, script);
        }

        AddControlBlock(0, ref random, script);
        if (random.Chance(90))
        {
            AddControlBlock(1, ref random, script);
        }

        AddArrayPages(ref random, script);
    }

    /// <summary>Priorities are set now and then, or most queues would stay empty.</summary>
    private protected override Operation Next(ref ScriptRandom random, uint width) => random.Chance(6)
        ? new(OperationKind.SetPriority, ScriptNumbers.Port(ref random, width), random.Below(FifoEvents.QueueCount))
        : base.Next(ref random, width);

    private protected override Operation Touch(ref ScriptRandom random, uint width)
    {
        uint port = random.Below(width + 2);
        uint vcpu = random.Below(ReplayTarget.VcpuCount);
        return random.Below(20) switch
        {
            0 or 1 or 2 => new(OperationKind.SetWordBit, port, FifoEvents.MaskedBit),
            3 or 4 or 5 => new(OperationKind.ClearWordBit, port, FifoEvents.MaskedBit),
            6 or 7 => new(OperationKind.ClearWordBit, port, FifoEvents.PendingBit),
            8 => new(OperationKind.SetWordBit, port, random.Pick(s_bits)),
            9 => new(OperationKind.ClearWordBit, port, random.Pick(s_bits)),
            10 or 11 => new(OperationKind.TakeReady, vcpu),
            12 or 13 or 14 or 15 => new(OperationKind.ConsumeHead, vcpu, random.Chance(60) ? FifoEvents.DefaultPriority : random.Below(FifoEvents.QueueCount)),
            16 or 17 => new(OperationKind.Unlink, port),
            18 => new(OperationKind.WriteWord, port, Word(ref random, width)),
            _ => new(OperationKind.ClearUpcallPending, vcpu),
        };
    }

    private protected override Operation Odd(ref ScriptRandom random, uint width) => random.Below(4) switch
    {
        0 => new(OperationKind.SetPriority, ScriptNumbers.Port(ref random, width), random.Below(18)),
        1 => new(OperationKind.ExpandArray, AnyPage(ref random)),
        2 => new(OperationKind.InitializeControl, ScriptNumbers.Vcpu(ref random), AnyPage(ref random), ScriptNumbers.OddOffset(ref random)),
        _ => new(OperationKind.WriteHead, random.Below(ReplayTarget.VcpuCount), random.Below(FifoEvents.QueueCount), random.Below(width)),
    };

    /// <summary>Not VIRQ_CON_RING: Xen warns of a vCPU without control block by its console, and that raises it.</summary>
    private protected override uint VirtualInterruptToBind(ref ScriptRandom random)
    {
        uint interrupt = base.VirtualInterruptToBind(ref random);
        return interrupt == (uint)VirtualInterrupt.ConsoleRing ? (uint)VirtualInterrupt.Debug : interrupt;
    }

    private static void AddControlBlock(uint vcpu, ref ScriptRandom random, List<Operation> script)
    {
        if (random.Chance(10))
        {
            script.Add(new(OperationKind.InitializeControl, vcpu, AnyPage(ref random), ScriptNumbers.OddOffset(ref random)));
        }

        script.Add(new(OperationKind.InitializeControl, vcpu, FifoWords.ControlPage, FifoWords.ControlOffset(vcpu)));
    }

    private static void AddArrayPages(ref ScriptRandom random, List<Operation> script)
    {
        if (random.Chance(10))
        {
            script.Add(new(OperationKind.ExpandArray, AnyPage(ref random)));
        }

        if (random.Chance(90))
        {
            script.Add(new(OperationKind.ExpandArray, FirstArrayPage));
        }

        if (random.Chance(30))
        {
            script.Add(new(OperationKind.ExpandArray, FirstArrayPage + 1));
        }
    }

    /// <summary>Any of the pages, also such as are in use already, or none.</summary>
    private static uint AnyPage(ref ScriptRandom random) => random.Below(ReplayTarget.PageCount + 1);

    /// <summary>A word such as no guest may write: any bits, any link.</summary>
    private static uint Word(ref ScriptRandom random, uint width) => (random.Below(16) << FifoEvents.BusyBit) | random.Below(width + 2);
}

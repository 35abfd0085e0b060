using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance;

/// <summary>Scripts in which the domain stays with the 2-level ABI. The widest take all ports that there are.</summary>
internal sealed class TwoLevelGenerator(ulong seed) : ScriptGenerator(seed)
{
    private protected override uint WidestScript => TwoLevelEvents.ChannelCount64;

    private protected override void Begin(ref ScriptRandom random, List<Operation> script)
    {
        // Every domain begins with this ABI.
    }

    /// <summary>Words of a port that could be there: Xen's words end at port 4095.</summary>
    private protected override Operation Touch(ref ScriptRandom random, uint width)
    {
        uint port = random.Below(random.Chance(95) ? Math.Min(width + 2, TwoLevelEvents.ChannelCount64) : TwoLevelEvents.ChannelCount64);
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

    /// <summary>What belongs to FIFO, refused: the control blocks are none that Xen could take.</summary>
    private protected override Operation Odd(ref ScriptRandom random, uint width) => random.Below(3) switch
    {
        0 => new(OperationKind.SetPriority, ScriptNumbers.Port(ref random, width), random.Below(18)),
        1 => new(OperationKind.ExpandArray, ReplayTarget.PageCount),
        _ => new(OperationKind.InitializeControl, ScriptNumbers.Vcpu(ref random), ReplayTarget.PageCount, ScriptNumbers.OddOffset(ref random)),
    };
}

using System;
using System.Collections.Generic;
using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the interrupt controller: notes what its timer was set to, and whom it interrupted.</summary>
internal static unsafe class LocalApic
{
    internal static List<ulong> Armed { get; } = [];

    internal static List<(uint Cpu, uint Vector)> Sent { get; } = [];

    /// <summary>What the CPU does that is interrupted.</summary>
    internal static Action<uint>? Interrupted { get; set; }

    internal static void ArmTimer(ulong nanoseconds) => Armed.Add(nanoseconds);

    internal static void Send(CpuBlock* cpu, uint vector)
    {
        Sent.Add((cpu->Index, vector));
        Interrupted?.Invoke(cpu->Index);
    }
}

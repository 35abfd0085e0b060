using System.Collections.Generic;

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the interrupt controller: notes what its timer was set to.</summary>
internal static class LocalApic
{
    internal static List<ulong> Armed { get; } = [];

    internal static void ArmTimer(ulong nanoseconds) => Armed.Add(nanoseconds);
}

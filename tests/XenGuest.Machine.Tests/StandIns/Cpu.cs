using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the processor: what it says of itself, and which one runs a test.</summary>
internal static unsafe class Cpu
{
    internal static uint Features { get; set; }

    internal static CpuBlock* Current { get; set; }
}

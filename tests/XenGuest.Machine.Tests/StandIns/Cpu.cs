namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the processor: what it says of itself.</summary>
internal static class Cpu
{
    internal static uint Features { get; set; }
}

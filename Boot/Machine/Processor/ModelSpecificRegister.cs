namespace XenGuest.Machine.Processor;

/// <summary>Model-specific registers that Machine writes.</summary>
internal static class ModelSpecificRegister
{
    internal const uint ApicBase = 0x1B;
    internal const uint SystemCallSelectors = 0xC000_0081;
    internal const uint SystemCallEntry = 0xC000_0082;
    internal const uint SystemCallFlagMask = 0xC000_0084;
    internal const uint GsBase = 0xC000_0101;
}

namespace XenGuest.Machine.Processor;

/// <summary>Stands in for the places that Boot/Entry names.</summary>
internal static class ImageSymbols
{
    internal static ulong Idle => 0x20_1000;
}

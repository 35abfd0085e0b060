namespace XenGuest.Machine;

/// <summary>Stands in for what the loader passed: how long a command line can be.</summary>
internal static class BootInformation
{
    internal const int CommandLineCapacity = 2048;
}

namespace XenGuest.Machine;

/// <summary>Stands in for the start: when the program was entered.</summary>
internal static class Boot
{
    internal static ulong ProgramTime { get; set; } = 1;
}

namespace XenGuest.Machine.Memory;

/// <summary>How Machine reaches a physical address: one to one while it boots, then through the direct map.</summary>
/// <remarks>The direct map holds all RAM but the image: the image's text has no writable second name.</remarks>
internal static unsafe class PhysicalMemory
{
    internal const ulong PageSize = 4096;
    internal const ulong LargePageSize = 2 * 1024 * 1024;
    internal const ulong DirectBase = 0xFFFF_8000_0000_0000;

    private static ulong s_base;

    internal static byte* Direct(ulong physical) => (byte*)(physical + s_base);

    /// <summary>Where the direct map has an address, or will have it.</summary>
    internal static ulong DirectAddress(ulong physical) => physical + DirectBase;

    /// <summary>The physical address behind a pointer into the direct map.</summary>
    internal static ulong PhysicalOf(void* pointer) => (ulong)pointer - s_base;

    /// <summary>From here on the direct map is in force: called right after CR3 is loaded, before any address was kept.</summary>
    internal static void UseDirectMap() => s_base = DirectBase;
}

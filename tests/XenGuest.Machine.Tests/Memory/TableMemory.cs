using System;
using System.Runtime.InteropServices;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.Tests.Memory;

/// <summary>Memory of the host at the very addresses at which Machine has its table of areas.</summary>
internal static unsafe partial class TableMemory
{
    private const nuint Size = 1 << 20;
    private const int ReadWrite = 3;
    private const int PrivateAnonymousFixedNoReplace = 0x10_0022;

    private static bool s_mapped;

    /// <summary>Maps it, once.</summary>
    public static void Map()
    {
        if (!s_mapped)
        {
            nint wanted = unchecked((nint)(AddressSpace.Limit + PhysicalMemory.LargePageSize));
            nint got = MapMemory(wanted, Size, ReadWrite, PrivateAnonymousFixedNoReplace, -1, 0);
            s_mapped = got == wanted ? true : throw new InvalidOperationException($"the host gave 0x{got:x} instead of 0x{wanted:x}");
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MapMemory(nint address, nuint length, int protection, int flags, int file, long offset);
}

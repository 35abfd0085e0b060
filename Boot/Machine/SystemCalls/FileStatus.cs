using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.SystemCalls;

/// <summary>struct stat of Linux on x86-64.</summary>
internal static unsafe class FileStatus
{
    /// <summary>S_IFCHR, for its owner and group: what every descriptor is.</summary>
    internal const uint CharacterDevice = 0x2190;

    /// <summary>S_IFDIR, readable by all.</summary>
    internal const uint Folder = 0x416D;

    private const int Size = 144;

    /// <summary>Writes the status of something of one link; 0, or a negative error.</summary>
    internal static long Write(ulong destination, uint mode)
    {
        if (!UserMemory.CanWrite(destination, Size))
        {
            return -Errno.Fault;
        }

        RawMemory.Fill((byte*)destination, 0, Size);
        ((ulong*)destination)[2] = 1;
        ((uint*)destination)[6] = mode;
        ((ulong*)destination)[7] = PhysicalMemory.PageSize;
        return 0;
    }
}

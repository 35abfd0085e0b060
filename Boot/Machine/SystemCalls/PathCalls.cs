using System;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Paths: there is the root folder, /dev/urandom and /dev/random, and nothing can be made.</summary>
internal static unsafe class PathCalls
{
    private const ulong CreateFlag = 0x40;

    internal static long Open(ulong path, ulong flags)
    {
        if (!UserMemory.CanRead(path, 1))
        {
            return -Errno.Fault;
        }

        if (Equals(path, "/dev/urandom"u8) || Equals(path, "/dev/random"u8))
        {
            return FileCalls.OpenRandom();
        }

        return (flags & CreateFlag) != 0 ? -Errno.ReadOnly : Equals(path, "/"u8) ? -Errno.Access : -Errno.NoEntry;
    }

    /// <summary>stat, lstat.</summary>
    internal static long Status(ulong path, ulong destination)
    {
        if (!UserMemory.CanRead(path, 1))
        {
            return -Errno.Fault;
        }

        return Equals(path, "/"u8) ? FileStatus.Write(destination, FileStatus.Folder) : -Errno.NoEntry;
    }

    /// <summary>newfstatat: musl's fstat comes here with an empty path.</summary>
    internal static long StatusAt(in Arguments a)
    {
        if (!UserMemory.CanRead(a.Second, 1))
        {
            return -Errno.Fault;
        }

        return *(byte*)a.Second == 0 ? FileCalls.Status(a.First, a.Third) : Status(a.Second, a.Third);
    }

    internal static long CurrentFolder(ulong destination, ulong size)
    {
        if (size < 2 || !UserMemory.CanWrite(destination, 2))
        {
            return -Errno.Fault;
        }

        *(ushort*)destination = '/';
        return 2;
    }

    /// <summary>No more than the expected name and its NUL is read: what lies behind may be no memory.</summary>
    private static bool Equals(ulong path, ReadOnlySpan<byte> expected) =>
        UserMemory.CanRead(path, (ulong)expected.Length + 1)
        && CommandLineWords.StartsWith((byte*)path, expected) && ((byte*)path)[expected.Length] == 0;
}

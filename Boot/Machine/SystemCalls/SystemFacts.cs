using System;
using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;
using XenGuest.Machine.Threads;
using XenGuest.Machine.Xen;

namespace XenGuest.Machine.SystemCalls;

/// <summary>Questions about the system: names, memory, limits, random bytes.</summary>
internal static unsafe class SystemFacts
{
    private const int NameFieldSize = 65;
    private const int NameFields = 6;
    private const ulong StackLimit = 3;
    private const ulong StackBytes = 1024 * 1024;
    private const int SysinfoSize = 112;
    private const int UsageSize = 144;

    internal static long Uname(ulong destination)
    {
        const ulong Size = NameFieldSize * NameFields;
        if (!UserMemory.CanWrite(destination, Size))
        {
            return -Errno.Fault;
        }

        byte* names = (byte*)destination;
        RawMemory.Fill(names, 0, (nuint)Size);
        Copy(names, "XenGuest"u8);
        Copy(names + NameFieldSize, "guest"u8);
        Copy(names + (2 * NameFieldSize), "5.10.0"u8);
        Copy(names + (3 * NameFieldSize), "bare metal"u8);
        Copy(names + (4 * NameFieldSize), "x86_64"u8);
        return 0;
    }

    /// <summary>struct sysinfo: uptime, memory in bytes, threads.</summary>
    internal static long Sysinfo(ulong destination)
    {
        if (!UserMemory.CanWrite(destination, SysinfoSize))
        {
            return -Errno.Fault;
        }

        RawMemory.Fill((byte*)destination, 0, SysinfoSize);
        ulong* words = (ulong*)destination;
        words[0] = Clock.Now() / TimeCalls.NanosecondsPerSecond;
        words[4] = FrameAllocator.Total * PhysicalMemory.PageSize;
        words[5] = FrameAllocator.Available * PhysicalMemory.PageSize;
        *(ushort*)(destination + 80) = (ushort)ThreadTable.Count;
        *(uint*)(destination + 104) = 1;
        return 0;
    }

    internal static long Limit(ulong resource, ulong destination)
    {
        if (destination == 0)
        {
            return 0;
        }

        if (!UserMemory.CanWrite(destination, 16))
        {
            return -Errno.Fault;
        }

        ((ulong*)destination)[0] = resource == StackLimit ? StackBytes : ulong.MaxValue;
        ((ulong*)destination)[1] = ulong.MaxValue;
        return 0;
    }

    /// <summary>struct rusage: all zero, for nothing of it is measured.</summary>
    internal static long Usage(ulong destination)
    {
        if (!UserMemory.CanWrite(destination, UsageSize))
        {
            return -Errno.Fault;
        }

        RawMemory.Fill((byte*)destination, 0, UsageSize);
        return 0;
    }

    internal static long Random(ulong destination, ulong length)
    {
        const ulong MaximumLength = 1024 * 1024;
        length = length < MaximumLength ? length : MaximumLength;
        if (!UserMemory.CanWrite(destination, length))
        {
            return -Errno.Fault;
        }

        Entropy.Fill((byte*)destination, length);
        return (long)length;
    }

    private static void Copy(byte* destination, ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            destination[i] = text[i];
        }
    }
}

using System;
using System.Runtime.InteropServices;

namespace XenGuest.Hypercall.Tests.Emission;

/// <summary>Pages below 4 GiB that can be read, written and executed: where emitted code runs on the host.</summary>
internal sealed unsafe partial class LowMemory : IDisposable
{
    private const int ReadWriteExecute = 1 | 2 | 4;
    private const int PrivateAnonymousBelow4GiB = 0x02 | 0x20 | 0x40;

    private readonly nuint _size;

    public LowMemory(int size)
    {
        _size = (nuint)size;
        nint address = MapMemory(0, _size, ReadWriteExecute, PrivateAnonymousBelow4GiB, -1, 0);
        if (address == -1 || (ulong)address > uint.MaxValue)
        {
            throw new InvalidOperationException("The host gave no memory below 4 GiB.");
        }

        Start = (byte*)address;
    }

    public byte* Start { get; }

    public byte* Write(int offset, ReadOnlySpan<byte> code)
    {
        code.CopyTo(new Span<byte>(Start + offset, (int)_size - offset));
        return Start + offset;
    }

    public void Dispose() => _ = UnmapMemory((nint)Start, _size);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MapMemory(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int UnmapMemory(nint address, nuint length);
}

using XenGuest.Machine.Contract;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.SystemCalls;

/// <summary>mmap and its kin: anonymous, private, demand-zero memory.</summary>
internal static class MemoryCalls
{
    private const ulong MapFixed = 0x10;
    private const ulong MapAnonymous = 0x20;
    private const ulong AdviseDiscard = 4;

    internal static long Mmap(in Arguments a)
    {
        ulong length = a.Second;
        uint protection = (uint)a.Third;
        ulong flags = a.Fourth;
        if (length == 0 || !IsSound(length))
        {
            return -Errno.Invalid;
        }

        if ((flags & MapAnonymous) == 0)
        {
            return -Errno.NoDevice;
        }

        if ((flags & MapFixed) != 0)
        {
            return AddressSpace.TryReserveAt(a.First, length, protection) ? (long)a.First : -Errno.OutOfMemory;
        }

        return AddressSpace.TryReserve(length, protection, out ulong start) ? (long)start : -Errno.OutOfMemory;
    }

    internal static long Mprotect(ulong start, ulong length, uint protection)
    {
        if (!IsSound(length))
        {
            return -Errno.Invalid;
        }

        if (length == 0)
        {
            return 0;
        }

        if (ImageLayout.Contains(start, start + length - 1))
        {
            return ImageLayout.TryProtect(start, start + length, protection) ? 0 : -Errno.Access;
        }

        return AddressSpace.TryProtect(start, length, protection) ? 0 : -Errno.OutOfMemory;
    }

    internal static long Munmap(ulong start, ulong length) =>
        IsSound(length) && AddressSpace.TryRelease(start, length) ? 0 : -Errno.Invalid;

    internal static long Madvise(ulong start, ulong length, ulong advice)
    {
        // Other advice is about speed and files: taking no notice is right.
        if (advice != AdviseDiscard || length == 0)
        {
            return 0;
        }

        return IsSound(length) && AddressSpace.TryDiscard(start, length) ? 0 : -Errno.OutOfMemory;
    }

    /// <summary>
    /// musl finds the first thread's stack by asking page after page to grow, which must fail: ENOMEM where there is memory, EFAULT
    /// where there is none. Nothing else moves mappings; realloc copies.
    /// </summary>
    internal static long Mremap(ulong address) => AddressSpace.IsAccessible(address) ? -Errno.OutOfMemory : -Errno.Fault;

    /// <summary>No length runs over the end of the address space.</summary>
    private static bool IsSound(ulong length) => length <= AddressSpace.Limit;
}

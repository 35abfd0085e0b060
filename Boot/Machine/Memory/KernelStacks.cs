namespace XenGuest.Machine.Memory;

/// <summary>Stacks for Machine itself, each with an unmapped page below it.</summary>
internal static class KernelStacks
{
    private const ulong Base = 0xFFFF_9000_0000_0000;

    private static ulong s_next = Base;

    /// <summary>A new stack's top, aligned to 16 bytes. Stacks of Machine live as long as the machine.</summary>
    internal static ulong Allocate(ulong size)
    {
        s_next += PhysicalMemory.PageSize;
        for (ulong end = s_next + size; s_next < end; s_next += PhysicalMemory.PageSize)
        {
            PageTables.Map(s_next, FrameAllocator.AllocateOrStop(), PageFlags.Data);
        }

        return s_next;
    }
}

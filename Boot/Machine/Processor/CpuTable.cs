using XenGuest.Machine.Contract;

namespace XenGuest.Machine.Processor;

/// <summary>All CPUs: vCPU n of Xen has index n.</summary>
internal static unsafe class CpuTable
{
    /// <summary>As many as Xen gives a guest (HVM_MAX_VCPUS).</summary>
    internal const int Capacity = 128;

    private static Blocks s_blocks;

    /// <summary>How many there are; fixed before the program starts.</summary>
    internal static uint Count { get; private set; }

    /// <summary>The block of one CPU.</summary>
    internal static CpuBlock* Get(uint index)
    {
        fixed (ulong* blocks = s_blocks.Words)
        {
            return (CpuBlock*)blocks[index];
        }
    }

    /// <summary>Adds the next CPU.</summary>
    internal static void Add(CpuBlock* cpu)
    {
        fixed (ulong* blocks = s_blocks.Words)
        {
            blocks[Count] = (ulong)cpu;
        }

        Count++;
    }

    /// <summary>Takes the last one out again: it cannot be started.</summary>
    internal static void RemoveLast() => Count--;

    private struct Blocks
    {
        internal fixed ulong Words[Capacity];
    }
}

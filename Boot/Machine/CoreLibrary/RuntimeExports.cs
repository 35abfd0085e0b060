using System.Runtime;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine.CoreLibrary;

/// <summary>Functions that compiled code calls by symbol. They are local to Machine's object: the program has its runtime's own.</summary>
internal static unsafe class RuntimeExports
{
    [RuntimeExport("RhSpanHelpers_MemCopy")]
    private static void Copy(byte* destination, byte* source, nuint count) => RawMemory.Move(destination, source, count);

    [RuntimeExport("RhSpanHelpers_MemZero")]
    private static void Zero(byte* destination, nuint count) => RawMemory.Fill(destination, 0, count);

    /// <summary>The stack cookie of a method with a stack buffer was overwritten.</summary>
    [RuntimeExport("RhpFallbackFailFast")]
    private static void FailFast() => Stop.With("a buffer on the machine's stack overflowed"u8);

    /// <summary>Machine has no managed and native mode to go between.</summary>
    [RuntimeExport("RhpReversePInvoke")]
    private static void EnterManaged(void* frame)
    {
    }

    [RuntimeExport("RhpReversePInvokeReturn")]
    private static void LeaveManaged(void* frame)
    {
    }
}

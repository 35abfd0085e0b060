namespace XenGuest.Machine.Memory;

/// <summary>A range of physical addresses: start included, end not.</summary>
internal struct MemoryRange
{
    internal ulong Start;
    internal ulong End;

    internal readonly bool IsEmpty => Start >= End;
}

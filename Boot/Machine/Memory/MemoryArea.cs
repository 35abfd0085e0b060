namespace XenGuest.Machine.Memory;

/// <summary>A stretch of the program's address space with one protection; its pages appear when they are touched.</summary>
internal struct MemoryArea
{
    internal ulong Start;
    internal ulong End;
    internal uint Protection;
}

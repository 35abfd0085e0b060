namespace XenGuest.Bench.Events;

/// <summary>What a handler keeps, in C# and in C: how often each port came, and the sum of all ports.</summary>
internal unsafe struct Receiver
{
    public uint* Counts;
    public ulong Sum;
}

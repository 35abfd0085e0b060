using XenGuest.Hypercall.Abi;

namespace XenGuest;

/// <summary>A range of physical addresses and what is there.</summary>
public readonly struct MemoryMapEntry
{
    internal MemoryMapEntry(ulong address, ulong size, HvmMemoryMapType type)
    {
        Address = address;
        Size = size;
        Type = type;
    }

    /// <summary>Where it begins.</summary>
    public ulong Address { get; }

    /// <summary>How long it is, in bytes.</summary>
    public ulong Size { get; }

    /// <summary>What is there.</summary>
    public HvmMemoryMapType Type { get; }
}

#pragma warning disable CS0649, CS0169, IDE0044
namespace Internal.Runtime;

/// <summary>What the compiler puts in front of every object; nobody here looks into it.</summary>
internal struct MethodTable
{
    private ushort _componentSize;
    private ushort _flags;
    private uint _baseSize;
}

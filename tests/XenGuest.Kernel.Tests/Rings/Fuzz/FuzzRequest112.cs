using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>A request as large as one of a block device.</summary>
[InlineArray(112)]
internal struct FuzzRequest112
{
    private byte _first;
}

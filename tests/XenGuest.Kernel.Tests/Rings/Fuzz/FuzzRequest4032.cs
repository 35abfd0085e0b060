using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>A request that is all that fits behind the indices.</summary>
[InlineArray(4032)]
internal struct FuzzRequest4032
{
    private byte _first;
}

using System.Runtime.CompilerServices;

namespace XenGuest.Kernel.Tests.Rings.Fuzz;

/// <summary>A request that does not fit any more.</summary>
[InlineArray(4033)]
internal struct FuzzRequest4033
{
    private byte _first;
}

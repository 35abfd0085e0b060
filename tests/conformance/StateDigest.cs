using System.Numerics;

namespace XenGuest.Conformance;

/// <summary>A running digest: two runs that were different at any point end, but for one in 2^64, in different ones.</summary>
public static class StateDigest
{
    /// <summary>The digest of nothing.</summary>
    public const ulong Empty = 0xCBF2_9CE4_8422_2325;

    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The digest of what was before, and a value.</summary>
    public static ulong Mix(ulong digest, ulong value) => BitOperations.RotateLeft((digest ^ value) * Factor, 29);
}

using System;

namespace XenGuest.Conformance;

/// <summary>SplitMix64: the same numbers from the same seed on every machine and runtime.</summary>
public struct ScriptRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number below a bound.</summary>
    public uint Below(uint bound) => (uint)(((Next() >> 32) * bound) >> 32);

    /// <summary>Whether something of a chance in percent comes true.</summary>
    public bool Chance(uint percent) => Below(100) < percent;

    /// <summary>One of several numbers.</summary>
    public uint Pick(ReadOnlySpan<uint> among) => among[(int)Below((uint)among.Length)];

    private ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}

using System;

namespace XenGuest.Bench.Events;

/// <summary>Which ports wait.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Choose">The ports among those bound, each once: how many are bound, how many wait.</param>
internal sealed record Pattern(string Name, Func<uint, uint, uint[]> Choose)
{
    /// <summary>The first ones, one beside the other.</summary>
    public static readonly Pattern Dense = new("dense", static (bound, pending) => Ports(pending, 1));

    /// <summary>As far from each other as they can be.</summary>
    public static readonly Pattern Spread = new("spread", static (bound, pending) => Ports(pending, bound / pending));

    private static uint[] Ports(uint count, uint distance)
    {
        uint[] ports = new uint[count];
        for (uint i = 0; i < count; i++)
        {
            ports[i] = 1 + (i * distance);
        }

        return ports;
    }
}

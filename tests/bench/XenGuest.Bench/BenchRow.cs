using System.Text.Json.Serialization;

namespace XenGuest.Bench;

/// <summary>One measure. A ratio above 1 means that ours is better; without a peer there is none.</summary>
internal sealed record BenchRow(
    [property: JsonPropertyName("what")] string What,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("ours")] double Ours,
    [property: JsonPropertyName("peer")] double? Peer,
    [property: JsonPropertyName("ratio")] double? Ratio)
{
    /// <summary>A measure of which less is better, with its peer.</summary>
    public static BenchRow Against(string what, string unit, double ours, double peer) =>
        new(what, unit, ours, peer, peer / ours);

    /// <summary>A measure that stands for itself.</summary>
    public static BenchRow Alone(string what, string unit, double ours) => new(what, unit, ours, null, null);
}

using System.Text.Json.Serialization;

namespace XenGuest.Xg.Bench;

/// <summary>One measure.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Ours">XenGuest's figure; null where the measure failed.</param>
/// <param name="Peer">The peer's figure of the same run, or null where there is no peer.</param>
/// <param name="Ratio">How many times better ours is, or null where there is no peer.</param>
internal sealed record BenchRow(
    [property: JsonPropertyName("what")] string What,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("ours")] double? Ours,
    [property: JsonPropertyName("peer")] double? Peer = null,
    [property: JsonPropertyName("ratio")] double? Ratio = null);

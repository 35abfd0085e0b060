using System.Text.Json.Serialization;

namespace XenGuest.Bench.Events;

/// <summary>How a row becomes JSON, known when it is compiled.</summary>
[JsonSerializable(typeof(BenchRow))]
internal sealed partial class RowContext : JsonSerializerContext;

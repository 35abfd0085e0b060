using System.Text.Json.Serialization;

namespace XenGuest.Dom0.Protocol;

/// <summary>How messages become lines, and lines messages; both ends compile this source.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(HostMessage))]
[JsonSerializable(typeof(AgentMessage))]
internal sealed partial class ProtocolJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace XenGuest.Dom0.Protocol;

/// <summary>Where a process writes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputStream>))]
internal enum OutputStream
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}

using System.Text.Json.Serialization;

namespace XenGuest.Dom0.Protocol;

/// <summary>What the host says to dom0: one line of JSON each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StartProcess), "start")]
[JsonDerivedType(typeof(ProcessInput), "input")]
[JsonDerivedType(typeof(EndOfInput), "end-of-input")]
[JsonDerivedType(typeof(KillProcess), "kill")]
internal abstract record HostMessage;

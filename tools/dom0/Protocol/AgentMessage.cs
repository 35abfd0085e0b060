using System.Text.Json.Serialization;

namespace XenGuest.Dom0.Protocol;

/// <summary>What dom0 says to the host: one line of JSON each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(BringUpFailed), "failed")]
[JsonDerivedType(typeof(ServiceEnded), "service-ended")]
[JsonDerivedType(typeof(ProcessOutput), "output")]
[JsonDerivedType(typeof(ProcessExited), "exited")]
[JsonDerivedType(typeof(ProcessNotStarted), "not-started")]
internal abstract record AgentMessage;

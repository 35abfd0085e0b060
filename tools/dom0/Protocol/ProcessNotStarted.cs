namespace XenGuest.Dom0.Protocol;

/// <summary>A process could not be started. Nothing else follows for it.</summary>
internal sealed record ProcessNotStarted(int Process, string Reason) : AgentMessage;

namespace XenGuest.Dom0.Protocol;

/// <summary>Dom0 is up: its first message, unless it is <see cref="BringUpFailed"/>.</summary>
/// <param name="UptimeSeconds">The time since its kernel started.</param>
internal sealed record Ready(double UptimeSeconds) : AgentMessage;

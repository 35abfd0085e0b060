namespace XenGuest.Dom0.Protocol;

/// <summary>A service that everything in dom0 depends on has ended; what is asked from now on may hang.</summary>
/// <param name="Service">Its program.</param>
/// <param name="ExitCode">As in <see cref="ProcessExited"/>.</param>
internal sealed record ServiceEnded(string Service, int ExitCode) : AgentMessage;

namespace XenGuest.Dom0.Protocol;

/// <summary>A process has ended, and all that it wrote was sent.</summary>
/// <param name="Process">Which.</param>
/// <param name="ExitCode">Its exit code, or 128 and the number of the signal that ended it, as shells count.</param>
internal sealed record ProcessExited(int Process, int ExitCode) : AgentMessage;

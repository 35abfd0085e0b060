namespace XenGuest.Dom0.Protocol;

/// <summary>What a process wrote, as it came.</summary>
internal sealed record ProcessOutput(int Process, OutputStream Stream, byte[] Bytes) : AgentMessage;

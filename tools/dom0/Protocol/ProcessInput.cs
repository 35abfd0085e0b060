namespace XenGuest.Dom0.Protocol;

/// <summary>Bytes for a process to read from its standard input.</summary>
internal sealed record ProcessInput(int Process, byte[] Bytes) : HostMessage;

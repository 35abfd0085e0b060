namespace XenGuest.Dom0.Protocol;

/// <summary>Closes the standard input of a process, behind all that was sent for it.</summary>
internal sealed record EndOfInput(int Process) : HostMessage;

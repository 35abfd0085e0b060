namespace XenGuest.Dom0.Protocol;

/// <summary>Ends a process at once, with everything it started that has not left its group.</summary>
internal sealed record KillProcess(int Process) : HostMessage;

namespace XenGuest.Dom0.Protocol;

/// <summary>Starts a program.</summary>
/// <param name="Process">The host's number for it, never used before.</param>
/// <param name="Program">Its file, or its name in one of the folders of dom0's PATH.</param>
/// <param name="Arguments">Its arguments, without its name.</param>
internal sealed record StartProcess(int Process, string Program, string[] Arguments) : HostMessage;

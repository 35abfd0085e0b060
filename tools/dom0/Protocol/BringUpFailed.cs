namespace XenGuest.Dom0.Protocol;

/// <summary>Dom0 could not be brought up. Nothing follows.</summary>
/// <param name="Step">What was being done, as in "loading the module 9p".</param>
/// <param name="Reason">What went wrong with it.</param>
internal sealed record BringUpFailed(string Step, string Reason) : AgentMessage;

namespace XenGuest.Xg.Trace;

/// <summary>A dispatcher as the guest has it.</summary>
/// <param name="Vcpu">Whose events it finds.</param>
/// <param name="Delivered">Events given to a handler.</param>
/// <param name="Unclaimed">Events found on ports without a channel.</param>
/// <param name="LastPort">The port of the last event that was given to a handler; 0 where there was none.</param>
internal sealed record DispatcherState(uint Vcpu, ulong Delivered, ulong Unclaimed, ulong LastPort);

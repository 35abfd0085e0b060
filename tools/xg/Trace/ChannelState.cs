namespace XenGuest.Xg.Trace;

/// <summary>A channel as the guest has it.</summary>
/// <param name="Delivered">How often its handler was called.</param>
/// <param name="Handler">The handler's method, as NativeAOT names it.</param>
/// <param name="Owner">The type of the object that the handler belongs to.</param>
internal sealed record ChannelState(ulong Delivered, string Handler, string Owner);

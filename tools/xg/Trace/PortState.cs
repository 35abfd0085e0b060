namespace XenGuest.Xg.Trace;

/// <summary>A port as Xen sees it.</summary>
/// <param name="Port">Its number.</param>
/// <param name="IsPending">Whether an event waits.</param>
/// <param name="IsMasked">Whether events are held back.</param>
/// <param name="Queue">What the event ABI adds: whether the port's word is selected under 2-level, whether it is linked under FIFO, and its priority.</param>
/// <param name="Binding">What it is bound to.</param>
/// <param name="Vcpu">The vCPU that it notifies.</param>
internal sealed record PortState(uint Port, bool IsPending, bool IsMasked, string Queue, string Binding, uint Vcpu);

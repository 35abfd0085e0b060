using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>What a driver does when an event arrives on its channel.</summary>
/// <param name="port">The port on which it arrived.</param>
/// <remarks>
/// Context: the event thread of the channel's vCPU, from inside <see cref="UpcallDispatcher.Dispatch"/>; never from
/// inside an operation of the channel. It runs for one event of the channel at a time, and the event is acknowledged
/// before: what is raised while it runs makes it run again. Events carry no count: it may run once for several, and
/// must cope with running for none.
/// It must not block, allocate or throw. It may use every operation of every channel, closing its own included.
/// </remarks>
public delegate void EventChannelHandler(EventPort port);

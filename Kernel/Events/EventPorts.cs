using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>The state of this domain's ports in memory shared with Xen, in whichever event ABI is in use.</summary>
/// <remarks>
/// Each operation is one access to shared memory, makes no hypercall, and may be called by any thread at any time.
/// The ports that a method is given must be below <see cref="Count"/>.
/// </remarks>
public abstract class EventPorts
{
    /// <summary>The event ABI in use.</summary>
    public abstract EventAbi Abi { get; }

    /// <summary>How many ports the event ABI has; port 0, which is never valid, included.</summary>
    public abstract uint Count { get; }

    /// <summary>Whether an event waits.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether the pending bit is set.</returns>
    public abstract bool IsPending(EventPort port);

    /// <summary>Whether events are held back.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether the mask bit is set.</returns>
    public abstract bool IsMasked(EventPort port);

    /// <summary>Takes the waiting event: what Xen raises from now on is a new one.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether an event waited.</returns>
    public abstract bool Acknowledge(EventPort port);

    /// <summary>Holds events back: they stay pending.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether they were held back already.</returns>
    public abstract bool SetMask(EventPort port);

    /// <summary>Lets events through that Xen raises from now on. One that waits already stays where it is.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether it does; otherwise Xen is at work on the port, and only Xen can clear the mask now.</returns>
    public abstract bool TryClearMask(EventPort port);

    /// <summary>Has an event wait on a port that is masked: it is delivered when Xen unmasks the port.</summary>
    internal abstract void Raise(EventPort port);

    /// <summary>Whether a vCPU is going to look at a port without being told once more.</summary>
    /// <remarks>False may also mean that it is looking at this moment.</remarks>
    internal abstract bool IsSelected(EventPort port, VcpuId vcpu);

    /// <summary>Makes sure that a port which Xen gave has its state in shared memory.</summary>
    /// <returns><see cref="XenErrno.None"/>; or
    /// <see cref="XenErrno.OutOfRange"/>: the event ABI has no such port;
    /// <see cref="XenErrno.OutOfMemory"/>: the host or Xen has no memory for it;
    /// <see cref="XenErrno.TryAgain"/>: another thread is getting that memory.</returns>
    internal abstract XenErrno Reserve(EventPort port);

    /// <summary>Masks every port and brings the event ABI up again, after Xen closed all ports and left the ABI.</summary>
    internal abstract XenErrno BeginAnew();
}

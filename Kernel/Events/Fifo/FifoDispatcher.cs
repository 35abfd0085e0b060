using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>The dispatcher of the FIFO event ABI.</summary>
/// <remarks>
/// It takes ports from the queues, the most urgent first and in the order in which Xen put them there. A port is out of its
/// queue before its handler runs, so an event raised after that puts it behind all that wait.
/// </remarks>
public sealed class FifoDispatcher : UpcallDispatcher
{
    /// <summary>The most ports that one <see cref="UpcallDispatcher.Dispatch"/> takes.</summary>
    public const int StepsPerDispatch = 1024;

    private readonly FifoQueues _queues;

    /// <summary>A dispatcher for one vCPU.</summary>
    /// <param name="queues">That vCPU's queues.</param>
    /// <param name="ports">The ports.</param>
    /// <param name="channels">Whose handlers to call.</param>
    public FifoDispatcher(FifoQueues queues, FifoEventPorts ports, EventChannelTable channels)
        : base(queues.Vcpu, ports, channels)
    {
        _queues = queues;
    }

    private protected override bool Scan()
    {
        for (int step = 0; step < StepsPerDispatch; step++)
        {
            if (!_queues.TryTake(out EventPort port))
            {
                return false;
            }

            Deliver(port);
        }

        return true;
    }
}

using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>The event ABI that this domain uses: the one that was asked for, or else FIFO where Xen offers it.</summary>
internal sealed class GuestEventAbi
{
    private readonly TwoLevelEventPorts<nuint>? _twoLevel;
    private readonly FifoEventPorts? _fifo;
    private FifoQueues? _firstQueues;

    private GuestEventAbi(TwoLevelEventPorts<nuint> ports, XenErrno fifoRefusal)
    {
        _twoLevel = ports;
        FifoRefusal = fifoRefusal;
    }

    private GuestEventAbi(FifoEventPorts ports, FifoQueues firstQueues)
    {
        _fifo = ports;
        _firstQueues = firstQueues;
    }

    /// <summary>The ports in memory shared with Xen.</summary>
    internal EventPorts Ports => _fifo != null ? _fifo : _twoLevel!;

    /// <summary>Why FIFO is not in use though it was not forbidden.</summary>
    internal XenErrno FifoRefusal { get; }

    /// <summary>Chooses, and moves the domain to FIFO if that is the choice.</summary>
    /// <param name="hypervisor">Where the hypercalls go.</param>
    /// <param name="pages">Where FIFO's pages come from.</param>
    /// <param name="wanted">What was asked for, or null.</param>
    /// <param name="twoLevel">The ports of the page that is mapped.</param>
    /// <exception cref="XenException">FIFO was asked for, and Xen refused; or Xen moved the domain to FIFO and refused its words.</exception>
    internal static GuestEventAbi Choose(
        Hypervisor hypervisor, PageSource pages, EventAbi? wanted, TwoLevelEventPorts<nuint> twoLevel)
    {
        if (wanted == EventAbi.TwoLevel)
        {
            return new GuestEventAbi(twoLevel, XenErrno.None);
        }

        FifoEventPorts fifo = new(hypervisor, pages);
        XenResult<FifoQueues> queues = fifo.AddVcpu(new VcpuId(0));
        if (fifo.IsInUse)
        {
            // Xen has left the 2-level ABI: an event would go where nobody looks.
            XenException.ThrowIfFailed(queues.Error, "giving Xen the first page of event words");
        }

        if (wanted == EventAbi.Fifo)
        {
            XenException.ThrowIfFailed(queues.Error, "moving to the FIFO event ABI");
        }

        return queues.Succeeded ? new GuestEventAbi(fifo, queues.Value) : new GuestEventAbi(twoLevel, queues.Error);
    }

    /// <summary>Makes the dispatcher of a vCPU.</summary>
    /// <param name="vcpu">The vCPU; the first before any other, and each once.</param>
    /// <param name="vcpuInfo">Where Xen writes down that vCPU's work under the 2-level ABI.</param>
    /// <param name="channels">Whose handlers to call.</param>
    /// <exception cref="XenException">Xen refused the vCPU's queues.</exception>
    internal UpcallDispatcher MakeDispatcher(VcpuId vcpu, VcpuInfoArea<nuint> vcpuInfo, EventChannelTable channels)
    {
        if (_fifo == null)
        {
            return new TwoLevelDispatcher<nuint>(vcpu, vcpuInfo, _twoLevel!, channels);
        }

        FifoQueues queues = _firstQueues ?? XenException.ValueOrThrow(_fifo.AddVcpu(vcpu), "giving a vCPU its event queues");
        _firstQueues = null;
        return new FifoDispatcher(queues, _fifo, channels);
    }
}

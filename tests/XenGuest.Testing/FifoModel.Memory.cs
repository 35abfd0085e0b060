using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>The memory that the guest gives to the ABI.</content>
internal sealed unsafe partial class FifoModel
{
    private const uint WordsPerPage = GuestFrame.Size / sizeof(uint);

    private readonly uint*[] _eventArray = new uint*[FifoEvents.ChannelCount / WordsPerPage];
    private uint _wordCount;

    /// <summary>Xen: map_control_block.</summary>
    internal XenErrno MapControlBlock(uint vcpu, GuestFrame frame, uint offset)
    {
        if (_vcpus[vcpu].ControlBlock != null || frame.Value >= (ulong)_domain.Shape.FrameCount)
        {
            return XenErrno.InvalidArgument;
        }

        _vcpus[vcpu].ControlBlock = (EvtchnFifoControlBlock*)((byte*)_domain.Memory.AddressOf(frame) + offset);
        return XenErrno.None;
    }

    /// <summary>Takes over the ports that are bound already. Xen: setup_ports.</summary>
    internal void TakeOver(EventAbiModel before)
    {
        for (uint number = 1; number < before.PortCount; number++)
        {
            ModelPort? port = _domain.Ports.Find(number);
            if (port == null)
            {
                break;
            }

            port.WaitsForItsWord |= before.IsPending(number);
            port.Priority = FifoEvents.DefaultPriority;
        }
    }

    /// <summary>Xen: add_page_to_event_array.</summary>
    internal XenErrno AddPage(GuestFrame frame)
    {
        uint slot = _wordCount / WordsPerPage;
        if (slot >= _eventArray.Length)
        {
            return XenErrno.NoSpace;
        }

        if (frame.Value >= (ulong)_domain.Shape.FrameCount)
        {
            return XenErrno.InvalidArgument;
        }

        _eventArray[slot] = (uint*)_domain.Memory.AddressOf(frame);
        uint number = _wordCount;
        _wordCount += WordsPerPage;
        for (; number < _wordCount && _domain.Ports.Find(number) is { } port; number++)
        {
            // Xen never forgets that a port waited, nor asks whether it is still bound.
            if (port.WaitsForItsWord)
            {
                Raise(port.NotifiedVcpu, port);
            }
        }

        return XenErrno.None;
    }

    /// <summary>Xen: evtchn_fifo_word_from_port. Null: the page of the port is missing.</summary>
    private uint* WordOf(uint port) =>
        port < _wordCount ? _eventArray[port / WordsPerPage] + (port % WordsPerPage) : null;

    private bool IsSet(uint port, int bit)
    {
        uint* word = WordOf(port);
        return word != null && Atomic.TestBit(word, (uint)bit);
    }
}

using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>The dispatcher of the 2-level event ABI.</summary>
/// <typeparam name="TWord">The guest's word.</typeparam>
/// <remarks>
/// It works in rounds. A round begins by taking evtchn_pending_sel: its bits are the words to look at, and from then on
/// Xen writes down new work for the round after. Each word is read once a round, and each port found in it is visited
/// once. So no port, however often it is raised, is visited twice before every other that waited was visited once.
/// Where the steps run out in the middle of a round, the next call goes on from there.
/// </remarks>
public sealed class TwoLevelDispatcher<TWord> : UpcallDispatcher
    where TWord : unmanaged
{
    /// <summary>The most steps of one <see cref="UpcallDispatcher.Dispatch"/>. A step begins a round, reads a word or
    /// visits a port.</summary>
    public const int StepsPerDispatch = 1024;

    private readonly VcpuInfoArea<TWord> _vcpuInfo;
    private readonly TwoLevelEventPorts<TWord> _ports;

    private ulong _wordsLeft;
    private ulong _portsLeft;
    private uint _word;

    /// <summary>A dispatcher for one vCPU.</summary>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="vcpuInfo">Where Xen writes down that vCPU's work.</param>
    /// <param name="ports">The ports of the shared page.</param>
    /// <param name="channels">Whose handlers to call.</param>
    public TwoLevelDispatcher(
        VcpuId vcpu,
        VcpuInfoArea<TWord> vcpuInfo,
        TwoLevelEventPorts<TWord> ports,
        EventChannelTable channels)
        : base(vcpu, ports, channels)
    {
        _vcpuInfo = vcpuInfo;
        _ports = ports;
        ports.Add(vcpu, vcpuInfo);
    }

    private protected override bool Scan()
    {
        for (int step = 0; step < StepsPerDispatch; step++)
        {
            if (_portsLeft != 0)
            {
                uint bit = Bits.Lowest(_portsLeft);
                _portsLeft &= _portsLeft - 1;
                Deliver(new EventPort((_word * TwoLevelEventPorts<TWord>.PortsPerWord) + bit));
            }
            else if (_wordsLeft != 0)
            {
                _word = Bits.Lowest(_wordsLeft);
                _wordsLeft &= _wordsLeft - 1;
                _portsLeft = _ports.LoadActive(_word);
            }
            else
            {
                // The selector is taken before any word is read: an event raised after its word was read finds the
                // selector's bit clear, and so sets it and makes an upcall.
                _wordsLeft = _vcpuInfo.TakeSelector();
                if (_wordsLeft == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}

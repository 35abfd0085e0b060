using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>What a port is bound to, as Xen said when it was asked.</summary>
public readonly struct PortStatus
{
    private readonly EvtchnStatus _answer;

    internal PortStatus(in EvtchnStatus answer) => _answer = answer;

    /// <summary>The kind of binding; it says which of the properties below mean something.</summary>
    public EventChannelStatus Binding => _answer.Status;

    /// <summary>The vCPU that the port notifies.</summary>
    public VcpuId Vcpu => new(_answer.Vcpu);

    /// <summary>Of an unbound port the domain that may connect, of an interdomain one the domain of the peer.</summary>
    public DomainId RemoteDomain => new(_answer.InterdomainDomain);

    /// <summary>Of an interdomain port: the port of the peer.</summary>
    public EventPort RemotePort => new(_answer.InterdomainPort);

    /// <summary>Of a port for a virtual interrupt: which.</summary>
    public VirtualInterrupt VirtualInterrupt => _answer.Virq;

    /// <summary>Of a port for a physical interrupt: which.</summary>
    public uint PhysicalInterrupt => _answer.Pirq;
}

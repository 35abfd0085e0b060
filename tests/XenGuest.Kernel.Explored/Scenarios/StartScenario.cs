using XenGuest.Hypercall;
using XenGuest.Testing;

namespace XenGuest.Kernel.Explored;

/// <summary>A port of a vCPU is raised while the guest gives the FIFO event ABI its memory: the event waits there in the end.</summary>
internal sealed unsafe class StartScenario : Scenario
{
    private const int Frames = 6;

    private readonly XenModel _host = new();
    private readonly FifoEventPorts _ports;
    private readonly EventPort _port;
    private readonly ModelDomain _domain;

    public StartScenario()
    {
        _domain = _host.CreateDomain(new DomainShape { VcpuCount = 1, FrameCount = Frames });
        EventChannelOperations operations = new(_domain.Vcpus[0]);
        _ports = new FifoEventPorts(_domain.Vcpus[0], new ModelPages(_domain, new GuestFrame(1)));
        _port = operations.BindInterprocessorInterrupt(new VcpuId(0)).Value;
        AddThread("starter", () => _ports.AddVcpu(new VcpuId(0)));
        AddThread("sender", () => operations.Notify(_port));
    }

    public override void Dispose()
    {
        _host.Dispose();
        base.Dispose();
    }

    internal override void Describe(Places places)
    {
        places.AddMemory(
            _domain.Memory.AddressOf(new GuestFrame(0)), (Frames + 1) * GuestFrame.Size, offset => $"memory at {offset:X}");
        places.AddObject(_ports, "ports");
    }

    internal override void Check() => Require(_ports.IsPending(_port), "An event was lost.");
}

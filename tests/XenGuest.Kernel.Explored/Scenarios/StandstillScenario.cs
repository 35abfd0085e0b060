using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Testing;

namespace XenGuest.Kernel.Explored;

/// <summary>The domain is to be suspended while threads use a channel, close another, and bind a third.</summary>
/// <remarks>From when all stand still until they may go on, nobody may give Xen a port: in a restored domain it is another's.</remarks>
internal sealed unsafe class StandstillScenario : Scenario
{
    private const int FrameCount = 8;

    private readonly XenModel _host = new();
    private readonly ModelGuest<ulong> _guest;
    private readonly EventChannelBinder _binder;
    private readonly EventChannel _used;
    private readonly EventChannel _closed;
    private bool _standsStill;
    private bool _isBroken;

    public StandstillScenario(EventAbi abi)
    {
        ModelDomain domain = _host.CreateDomain(new DomainShape { FrameCount = FrameCount });
        _guest = new ModelGuest<ulong>(domain, abi);
        _binder = new EventChannelBinder(new WatchedHypervisor(domain.Vcpus[0], () => _isBroken |= _standsStill), _guest.Ports, _guest.Channels);
        _used = _binder.BindInterprocessorInterrupt(default, static _ => { }).Value;
        _closed = _binder.BindInterprocessorInterrupt(default, static _ => { }).Value;
        AddThread("user", () => _used.Notify());
        AddThread("closer", () => _closed.Close());
        AddThread("binder", () => _binder.AllocateUnbound(DomainId.Self, static _ => { }));
        AddThread("suspender", Suspend);
    }

    public override void Dispose()
    {
        base.Dispose();
        _host.Dispose();
    }

    internal override void Describe(Places places)
    {
        places.AddMemory(_guest.Domain.Memory.AddressOf(new GuestFrame(0)), FrameCount * GuestFrame.Size, new GuestMemoryMap(_guest.Ports.Abi).NameAt);
        places.AddObject(_guest.Channels, "table");
        places.AddObject(_used, "used");
        places.AddObject(_closed, "closed");
        places.AddLine(_guest.Domain.Vcpus[0]);
    }

    internal override void Check()
    {
        Require(!_isBroken, "A port was given to Xen while all stood still.");
        Require(!_binder.IsStandingStill, "Nobody may bind any more.");
        Require(!_closed.IsOpen, "A channel that was closed is open.");
        Require(StatusOf(_closed.Port) != EventChannelStatus.Ipi, "The port of a channel that was closed is bound in Xen.");
        Require(_used.Notify() == XenErrno.None, "A channel is of no use afterwards.");
    }

    private EventChannelStatus StatusOf(EventPort port) =>
        new EventChannelOperations(_guest.Domain.Vcpus[0]).GetStatus(DomainId.Self, port).Value.Binding;

    private void Suspend()
    {
        if (_binder.TryStandStill())
        {
            _standsStill = true;
            Schedule.Point();
            _standsStill = false;
        }

        _binder.GoOn();
    }
}

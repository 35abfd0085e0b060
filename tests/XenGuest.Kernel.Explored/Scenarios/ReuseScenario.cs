using XenGuest.Hypercall;

namespace XenGuest.Kernel.Explored;

/// <summary>A port is closed and bound again while the event thread looks at it.</summary>
/// <remarks>Each owner sees its own events and only those; the second loses none.</remarks>
internal sealed class ReuseScenario : GuestScenario
{
    private readonly EventChannel _first;
    private EventChannel? _second;
    private int _raised;
    private int _seen;
    private bool _unmasked;

    public ReuseScenario(EventAbi abi)
        : base(abi)
    {
        _first = BindSelf(port => Require(port != _second?.Port, "The last owner's handler was called for the next."));
        EventChannel neighbour = BindSelf(_ => { });
        AddThread("sender", () =>
        {
            Operations.Notify(_first.Port);
            Operations.Notify(neighbour.Port);
        });
        AddThread("owner", () =>
        {
            _first.Close();
            _second = Guest.Binder.BindInterprocessorInterrupt(new VcpuId(0), TakeEvent).Value;
            Require(!IsInQueue(_second.Port), "A port that is still in a queue was bound anew.");
            _raised++;
            _second.Notify();
            _unmasked = true;
            _second.Unmask();
        });
    }

    internal override ulong? State => Hash.Of((int)(_second?.Port.Value ?? 0), _raised, _seen, _unmasked ? 1 : 0);

    internal override void Check()
    {
        Require(_second != null, "Nothing was bound.");
        Require(_seen == _raised, "An event was lost.");
    }

    private void TakeEvent(EventPort port)
    {
        Require(_unmasked, "A masked channel's handler began.");
        Require(_second == null || port == _second.Port, "The handler was called for another port.");
        _seen = _raised;
    }
}

using XenGuest.Hypercall;

namespace XenGuest.Kernel.Explored;

/// <summary>A channel moves to another vCPU while it is raised.</summary>
/// <remarks>No event is lost, the handler never runs twice at once, and after the move only over there.</remarks>
internal sealed class MoveScenario : GuestScenario
{
    private readonly EventChannel _receiver;
    private int _raised;
    private int _seen;
    private bool _inside;

    public MoveScenario(EventAbi abi)
        : base(abi, vcpus: 2)
    {
        EventChannel sender = Guest.Binder.AllocateUnbound(DomainId.Self, _ => { }).Value;
        _receiver = Guest.Binder.BindInterdomain(DomainId.Self, sender.Port, _ => TakeEvent()).Value;
        _receiver.Unmask();
        void Raise()
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(sender.Port);
        }

        AddThread("sender", Raise, Raise);
        AddThread("mover", () => _receiver.BindVcpu(new VcpuId(1)));
    }

    internal override ulong? State => Hash.Of(_raised, _seen, _inside ? 1 : 0);

    internal override void Check() => Require(_seen == _raised, "An event was lost.");

    private void TakeEvent()
    {
        Require(_receiver.Vcpu == CurrentVcpu, "The handler runs on another vCPU's event thread.");
        Require(!_inside, "The handler runs twice at once.");
        _inside = true;
        _seen = _raised;
        Schedule.Point();
        _inside = false;
    }
}

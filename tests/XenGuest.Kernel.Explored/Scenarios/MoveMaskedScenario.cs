using XenGuest.Hypercall;

namespace XenGuest.Kernel.Explored;

/// <summary>A masked channel moves to another vCPU while it is unmasked and raised.</summary>
/// <remarks>
/// It ends unmasked, and no event is lost, whether it is let through before, while or after it moves.
/// </remarks>
internal sealed class MoveMaskedScenario : GuestScenario
{
    private readonly EventChannel _receiver;
    private int _raised;
    private int _seen;

    public MoveMaskedScenario(EventAbi abi)
        : base(abi, vcpus: 2)
    {
        EventChannel sender = Guest.Binder.AllocateUnbound(DomainId.Self, _ => { }).Value;

        // It comes masked, with the event that Xen raises for the binding.
        _receiver = Guest.Binder.BindInterdomain(DomainId.Self, sender.Port, _ => TakeEvent()).Value;
        _raised++;
        AddThread("mover", () => _receiver.BindVcpu(new VcpuId(1)));
        AddThread("unmasker", () => _receiver.Unmask());
        AddThread("sender", () =>
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(sender.Port);
        });
    }

    internal override ulong? State => Hash.Of(_raised, _seen);

    internal override void Check()
    {
        Require(!_receiver.IsMasked, "An unmasked channel stayed masked.");
        Require(_seen == _raised, "An event was lost.");
    }

    private void TakeEvent()
    {
        Require(_receiver.Vcpu == CurrentVcpu, "The handler runs on another vCPU's event thread.");
        _seen = _raised;
    }
}

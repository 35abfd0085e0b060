namespace XenGuest.Kernel.Explored;

/// <summary>A raised port is masked by one thread and unmasked by another.</summary>
internal sealed class MaskAgainScenario : GuestScenario
{
    private readonly EventChannel _channel;
    private int _raised;
    private int _seen;

    public MaskAgainScenario(EventAbi abi)
        : base(abi)
    {
        _channel = BindSelf(_ => _seen = _raised);
        AddThread("sender", () =>
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(_channel.Port);
        });
        AddThread("masker", () => _channel.Mask());
        AddThread("unmasker", () => _channel.Unmask());
    }

    internal override ulong? State => Hash.Of(_raised, _seen);

    internal override void Check()
    {
        Require(_channel.IsMasked == Guest.Ports.IsMasked(_channel.Port), "Xen does not see the mask that is wanted.");
        Require(_channel.IsMasked || _seen == _raised, "An event was lost.");
    }
}

namespace XenGuest.Kernel.Explored;

/// <summary>A masked port is raised while two threads unmask it.</summary>
internal sealed class TwoUnmasksScenario : GuestScenario
{
    private int _raised;
    private int _seen;

    public TwoUnmasksScenario(EventAbi abi)
        : base(abi)
    {
        EventChannel channel = BindSelf(_ => _seen = _raised);
        channel.Mask();
        AddThread("sender", () =>
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(channel.Port);
        });
        AddThread("unmasker 1", () => channel.Unmask());
        AddThread("unmasker 2", () => channel.Unmask());
    }

    internal override ulong? State => Hash.Of(_raised, _seen);

    internal override void Check() => Require(_seen == _raised, "An event was lost.");
}

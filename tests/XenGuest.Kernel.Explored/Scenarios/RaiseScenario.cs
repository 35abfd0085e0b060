namespace XenGuest.Kernel.Explored;

/// <summary>A port is raised three times: after each the handler begins at least once.</summary>
internal sealed class RaiseScenario : GuestScenario
{
    private int _raised;
    private int _seen;

    public RaiseScenario(EventAbi abi)
        : base(abi)
    {
        EventChannel channel = BindSelf(_ => _seen = _raised);
        void Raise()
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(channel.Port);
        }

        AddThread("sender", Raise, Raise, Raise);
    }

    internal override ulong? State => Hash.Of(_raised, _seen);

    internal override void Check() => Require(_seen == _raised, "An event was lost.");
}

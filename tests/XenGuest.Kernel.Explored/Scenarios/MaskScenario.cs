namespace XenGuest.Kernel.Explored;

/// <summary>A port is masked and unmasked while it is raised, and so is its neighbour.</summary>
internal sealed class MaskScenario : GuestScenario
{
    private int _raised;
    private int _seen;

    public MaskScenario(EventAbi abi)
        : base(abi)
    {
        EventChannel channel = BindSelf(_ => _seen = _raised);
        EventChannel neighbour = BindSelf(_ => { });
        void Raise()
        {
            Schedule.Point();
            _raised++;
            Operations.Notify(channel.Port);
        }

        void RaiseNeighbour() => Operations.Notify(neighbour.Port);

        AddThread("sender", Raise, RaiseNeighbour, Raise, RaiseNeighbour);
        AddThread("masker", () => channel.Mask(), () => channel.Unmask());
    }

    internal override ulong? State => Hash.Of(_raised, _seen);

    internal override void Check() => Require(_seen == _raised, "An event was lost.");
}

namespace XenGuest.Kernel.Explored;

/// <summary>A port is masked and unmasked while it is raised, and so is its neighbour.</summary>
internal sealed class MaskScenario : GuestScenario
{
    private int _raised;
    private int _seen;

    public MaskScenario()
    {
        EventChannel channel = BindSelf(_ => _seen = _raised);
        EventChannel neighbour = BindSelf(_ => { });
        AddThread(() =>
        {
            for (int i = 0; i < 2; i++)
            {
                Schedule.Point();
                _raised++;
                Operations.Notify(channel.Port);
                Operations.Notify(neighbour.Port);
            }
        });
        AddThread(() =>
        {
            channel.Mask();
            channel.Unmask();
        });
    }

    internal override void Check() => Require(_seen == _raised, "An event was lost.");
}

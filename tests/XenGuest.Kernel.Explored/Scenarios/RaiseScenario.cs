namespace XenGuest.Kernel.Explored;

/// <summary>A port is raised three times: after each the handler begins at least once.</summary>
internal sealed class RaiseScenario : GuestScenario
{
    private int _raised;
    private int _seen;

    public RaiseScenario()
    {
        EventChannel channel = BindSelf(_ => _seen = _raised);
        AddThread(() =>
        {
            for (int i = 0; i < 3; i++)
            {
                Schedule.Point();
                _raised++;
                Operations.Notify(channel.Port);
            }
        });
    }

    internal override void Check() => Require(_seen == _raised, "An event was lost.");
}

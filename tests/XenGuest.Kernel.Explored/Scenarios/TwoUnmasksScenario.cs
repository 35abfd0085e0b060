namespace XenGuest.Kernel.Explored;

/// <summary>A masked port is raised while two threads unmask it.</summary>
internal sealed class TwoUnmasksScenario : GuestScenario
{
    private int _raised;
    private int _seen;

    public TwoUnmasksScenario()
    {
        EventChannel channel = BindSelf(_ => _seen = _raised);
        channel.Mask();
        AddThread(() =>
        {
            _raised++;
            Operations.Notify(channel.Port);
        });
        AddThread(() => channel.Unmask());
        AddThread(() => channel.Unmask());
    }

    internal override void Check() => Require(_seen == _raised, "An event was lost.");
}

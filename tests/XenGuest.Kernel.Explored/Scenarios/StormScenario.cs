namespace XenGuest.Kernel.Explored;

/// <summary>The first of two ports is raised anew by its own handler: the second comes to its turn all the same.</summary>
internal sealed class StormScenario : GuestScenario
{
    private const int Raises = 5;

    /// <summary>As the dispatcher promises: any other port is handled at most twice before one that waits.</summary>
    private const int MostBefore = 2;

    private int _raisedFirst;
    private int _passedOver;
    private bool _waits;

    public StormScenario(EventAbi abi)
        : base(abi)
    {
        EventChannel? first = null;
        first = BindSelf(_ => Storm(first!));
        EventChannel second = BindSelf(_ => _waits = false);
        AddThread("sender", () => Operations.Notify(first.Port), () =>
        {
            Schedule.Point();
            Operations.Notify(second.Port);
            _waits = true;
        });
    }

    internal override ulong? State => Hash.Of(_raisedFirst, _passedOver, _waits ? 1 : 0);

    internal override void Check() => Require(_raisedFirst == Raises, "The storm ended early.");

    private void Storm(EventChannel first)
    {
        _passedOver += _waits ? 1 : 0;
        Require(_passedOver <= MostBefore, "A port is handled again and again while another waits.");
        if (_raisedFirst < Raises)
        {
            _raisedFirst++;
            first.Notify();
        }
    }
}

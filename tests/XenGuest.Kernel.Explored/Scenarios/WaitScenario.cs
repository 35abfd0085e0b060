namespace XenGuest.Kernel.Explored;

/// <summary>Two events are raised while somebody awaits them.</summary>
/// <remarks>The last one's wait ends, and no event ends two waits.</remarks>
internal sealed class WaitScenario : Scenario
{
    private const int Events = 2;

    private readonly EventSignal _signal = new();
    private int _raised;

    public WaitScenario()
    {
        AddThread("waiter", Wait);
        AddThread("pool", Waiting.RunPool);
        AddThread("sender", () =>
        {
            for (int i = 0; i < Events; i++)
            {
                Schedule.Point();
                _raised++;
                _signal.Set();
            }
        });
    }

    internal override void Describe(Places places) => places.AddObject(_signal, "signal");

    private void Wait()
    {
        int ended = 0;
        for (int seen = 0; seen < Events; seen = _raised)
        {
            Waiting.Await(_signal.WaitAsync(default));
            ended++;
            Require(ended <= _raised, "An event ended two waits.");
        }
    }
}

using System;

namespace XenGuest.Kernel.Explored;

/// <summary>A channel is closed, twice, while it is awaited and raised: whoever waits is told so.</summary>
internal sealed class CloseSignalScenario : Scenario
{
    private readonly EventSignal _signal = new();

    public CloseSignalScenario()
    {
        AddThread("waiter", Wait);
        AddThread("pool", Waiting.RunPool);
        AddThread("sender", _signal.Set);
        AddThread("closer", () =>
        {
            _signal.Close();
            _signal.Close();
        });
    }

    internal override void Describe(Places places) => places.AddObject(_signal, "signal");

    private void Wait()
    {
        try
        {
            // One event: a second wait ends by closing only.
            Waiting.Await(_signal.WaitAsync(default));
            Waiting.Await(_signal.WaitAsync(default));
            throw new InvalidOperationException("A wait ended without an event.");
        }
        catch (ObjectDisposedException)
        {
            // It stays closed.
        }

        try
        {
            Waiting.Await(_signal.WaitAsync(default));
            throw new InvalidOperationException("A closed channel was awaited.");
        }
        catch (ObjectDisposedException)
        {
            // As it must be.
        }
    }
}

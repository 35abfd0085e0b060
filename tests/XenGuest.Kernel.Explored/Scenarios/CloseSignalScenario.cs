using System;

namespace XenGuest.Kernel.Explored;

/// <summary>A channel is closed, twice, while it is awaited and raised: whoever waits is told so.</summary>
internal sealed class CloseSignalScenario : Scenario
{
    private readonly EventSignal _signal = new();

    public CloseSignalScenario()
    {
        AddThread(Wait);
        AddThread(Waiting.RunPool);
        AddThread(_signal.Set);
        AddThread(() =>
        {
            _signal.Close();
            _signal.Close();
        });
    }

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

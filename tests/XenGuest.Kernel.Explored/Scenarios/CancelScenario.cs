using System;

namespace XenGuest.Kernel.Explored;

/// <summary>A wait is cancelled while events are raised; the waits after it are not.</summary>
/// <remarks>A cancelled wait takes no event along, and the cancelling ends no other wait.</remarks>
internal sealed class CancelScenario : Scenario
{
    private const int Events = 2;

    private readonly EventSignal _signal = new();
    private readonly CancellationSource _source = new();
    private int _raised;

    public CancelScenario()
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
        AddThread("canceller", _source.Cancel);
    }

    internal override void Describe(Places places) => places.AddObject(_signal, "signal");

    private void Wait()
    {
        int seen = 0;
        try
        {
            Waiting.Await(_signal.WaitAsync(_source.Token));
            seen = _raised;
        }
        catch (OperationCanceledException) when (_source.IsCancellationRequested)
        {
            // What was raised is for the waits to come.
        }

        while (seen < Events)
        {
            AwaitUncancelled();
            seen = _raised;
        }
    }

    private void AwaitUncancelled()
    {
        try
        {
            Waiting.Await(_signal.WaitAsync(default));
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException("Another wait than the one that was cancelled ended so.");
        }
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;

namespace XenGuest.Guest.Tests.Events;

/// <summary>A waiter and several threads on a real processor, which reorders what the exploration does not.</summary>
public sealed class StressTests
{
    private const int SenderCount = 2;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private static readonly int s_raises =
        Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 5_000_000 : 50_000;

    [Fact]
    public async Task No_event_of_several_senders_is_lost_while_waits_are_cancelled()
    {
        EventSignal signal = new();
        int raised = 0;
        Thread[] senders = new Thread[SenderCount];
        for (int i = 0; i < SenderCount; i++)
        {
            senders[i] = new Thread(() =>
            {
                for (int raise = 0; raise < s_raises; raise++)
                {
                    Interlocked.Increment(ref raised);
                    signal.Set();
                }
            });
        }

        // Whoever takes the last event sees every raise. If an event were lost, the last wait would not end.
        Task waiter = TakeAllAsync();
        Array.ForEach(senders, static sender => sender.Start());
        await waiter.WaitAsync(s_patience);
        Array.ForEach(senders, static sender => sender.Join());

        async Task TakeAllAsync()
        {
            int waits = 0;
            while (Volatile.Read(ref raised) < SenderCount * s_raises)
            {
                if (++waits % 8 == 0)
                {
                    await WaitCancelledAsync(signal);
                }
                else
                {
                    await signal.WaitAsync(CancellationToken.None);
                }
            }
        }
    }

    private static async Task WaitCancelledAsync(EventSignal signal)
    {
        using CancellationTokenSource source = new();
        try
        {
            ValueTask wait = signal.WaitAsync(source.Token);
            Task canceling = source.CancelAsync();
            await wait;
            await canceling;
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == source.Token)
        {
            // The event, if any, is left for the next wait.
        }
    }
}

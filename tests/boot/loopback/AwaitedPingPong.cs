using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Loopback;

/// <summary>Each side is a task that waits for its event and raises the other's.</summary>
internal sealed class AwaitedPingPong(GuestDomain domain)
{
    private const int Rounds = 10_000;

    /// <summary>One of each side a round, and that of the binding.</summary>
    private const ulong Events = (2 * Rounds) + 1;

    private static readonly TimeSpan s_timeToCount = TimeSpan.FromSeconds(5);

    public async Task RunAsync()
    {
        ulong before = Sum(static dispatcher => dispatcher.Delivered);
        using GuestEventChannel ping = domain.EventChannels.AllocateUnbound(DomainId.Self);
        using GuestEventChannel pong = domain.EventChannels.BindInterdomain(DomainId.Self, ping.Port);

        // Xen raises one event with the binding itself.
        await pong.WaitAsync();
        long start = Stopwatch.GetTimestamp();
        Task<int> answers = Task.Run(() => AnswerAsync(pong));
        int received = 0;
        for (int i = 0; i < Rounds; i++)
        {
            ping.Notify();
            await ping.WaitAsync();
            received++;
        }

        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Rounds;
        Check.Equal("pings that were answered", Rounds, received);
        Check.Equal("pings that the other side saw", Rounds, await answers);

        // The last event is counted when its handler has returned, which may be after the wait.
        SpinWait.SpinUntil(() => Sum(static dispatcher => dispatcher.Delivered) - before == Events, s_timeToCount);
        Check.Equal("events delivered in all", Events, Sum(static dispatcher => dispatcher.Delivered) - before);
        Check.Equal("events without a channel", 0UL, Sum(static dispatcher => dispatcher.Unclaimed));
        Console.WriteLine($"  {microseconds:F0} µs a round");
    }

    // With several vCPUs a channel follows whoever waits for its events.
    private ulong Sum(Func<UpcallDispatcher, ulong> count)
    {
        ulong sum = 0;
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            sum += count(vcpu.Dispatcher);
        }

        return sum;
    }

    private static async Task<int> AnswerAsync(GuestEventChannel pong)
    {
        int seen = 0;
        for (int i = 0; i < Rounds; i++)
        {
            await pong.WaitAsync();
            seen++;
            pong.Notify();
        }

        return seen;
    }
}

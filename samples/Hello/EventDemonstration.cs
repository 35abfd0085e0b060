using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Hello;

/// <summary>Event channels, one property after the other, each a line on the console.</summary>
internal sealed class EventDemonstration(GuestDomain domain)
{
    private const int Rounds = 100;
    private const int Ticks = 5;
    private const ulong TickNanoseconds = 2_000_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly GuestEventChannels _channels = domain.EventChannels;

    /// <summary>The steps; each answers null, or what did not hold.</summary>
    internal IReadOnlyList<Func<Task<string?>>> Steps =>
        [PingPong, InterprocessorInterrupt, Timer, MaskedPort, CloseAndStatus];

    /// <summary>Two bound ports of this domain play ping-pong.</summary>
    private async Task<string?> PingPong()
    {
        using GuestEventChannel ping = _channels.AllocateUnbound(DomainId.Self);
        using GuestEventChannel pong = _channels.BindInterdomain(DomainId.Self, ping.Port);
        using CancellationTokenSource limit = new(s_limit);

        // Xen raises one event with the binding itself.
        await pong.WaitAsync(limit.Token);
        for (int i = 0; i < Rounds; i++)
        {
            ping.Notify();
            await pong.WaitAsync(limit.Token);
            pong.Notify();
            await ping.WaitAsync(limit.Token);
        }

        Console.WriteLine($"loopback       ports {ping.Port.Value} and {pong.Port.Value}: {Rounds} pings, {Rounds} pongs");
        return null;
    }

    /// <summary>A vCPU signals itself.</summary>
    private async Task<string?> InterprocessorInterrupt()
    {
        using GuestEventChannel ipi = _channels.BindInterprocessorInterrupt();
        using CancellationTokenSource limit = new(s_limit);
        ipi.Notify();
        await ipi.WaitAsync(limit.Token);
        Console.WriteLine($"ipi            port {ipi.Port.Value}: vCPU 0 signalled itself");
        return null;
    }

    /// <summary>Xen's timer ticks by VIRQ_TIMER.</summary>
    private async Task<string?> Timer()
    {
        using GuestEventChannel timer = _channels.BindVirtualInterrupt(VirtualInterrupt.Timer);
        using CancellationTokenSource limit = new(s_limit);
        ulong start = domain.Time.SystemTimeNanoseconds;
        for (int i = 0; i < Ticks; i++)
        {
            ulong due = domain.Time.SystemTimeNanoseconds + TickNanoseconds;
            domain.Time.SetTimer(due);
            while (domain.Time.SystemTimeNanoseconds < due)
            {
                await timer.WaitAsync(limit.Token);
            }
        }

        double milliseconds = (domain.Time.SystemTimeNanoseconds - start) / 1e6;
        Console.WriteLine($"timer          port {timer.Port.Value}: {Ticks} ticks of {TickNanoseconds / 1_000_000} ms took {milliseconds:F1} ms");
        return null;
    }

    /// <summary>A masked port keeps its event, and delivers it when it is unmasked.</summary>
    private async Task<string?> MaskedPort()
    {
        using GuestEventChannel ipi = _channels.BindInterprocessorInterrupt();
        ipi.Mask();
        ipi.Notify();
        if (!ipi.IsPending)
        {
            return "an event on a masked port is not pending";
        }

        using (CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(20)))
        {
            try
            {
                await ipi.WaitAsync(soon.Token);
                return "a masked port delivered its event";
            }
            catch (OperationCanceledException)
            {
                // As it must be.
            }
        }

        using CancellationTokenSource limit = new(s_limit);
        ipi.Unmask();
        await ipi.WaitAsync(limit.Token);
        Console.WriteLine($"mask           port {ipi.Port.Value}: pending while masked, delivered when unmasked");
        return null;
    }

    /// <summary>What Xen says of a port while it is bound, and of its peer when it is closed.</summary>
    private Task<string?> CloseAndStatus()
    {
        using GuestEventChannel offer = _channels.AllocateUnbound(DomainId.Self);
        EventChannelStatus before = offer.GetStatus().Binding;
        EventChannelStatus connected;
        using (_channels.BindInterdomain(DomainId.Self, offer.Port))
        {
            connected = offer.GetStatus().Binding;
        }

        EventChannelStatus after = offer.GetStatus().Binding;
        Console.WriteLine($"status         port {offer.Port.Value}: {before}, then {connected}, and after the peer closed {after}");
        bool right = before == EventChannelStatus.Unbound && connected == EventChannelStatus.Interdomain && after == EventChannelStatus.Unbound;
        return Task.FromResult(right ? null : "the status is not what the port went through");
    }
}

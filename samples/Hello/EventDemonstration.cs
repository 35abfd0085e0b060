using System;
using System.Collections.Generic;
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

    private readonly GuestEventChannels _channels = domain.EventChannels;

    /// <summary>The steps; each answers null, or what did not hold.</summary>
    internal IReadOnlyList<Func<Task<string?>>> Steps =>
        [PingPong, InterprocessorInterrupt, Timer, MaskedPort, CloseAndStatus];

    /// <summary>Two bound ports of this domain play ping-pong.</summary>
    private async Task<string?> PingPong()
    {
        using GuestEventChannel ping = _channels.AllocateUnbound(DomainId.Self);
        using GuestEventChannel pong = _channels.BindInterdomain(DomainId.Self, ping.Port);

        // Xen raises one event with the binding itself.
        await pong.WaitAsync();
        for (int i = 0; i < Rounds; i++)
        {
            ping.Notify();
            await pong.WaitAsync();
            pong.Notify();
            await ping.WaitAsync();
        }

        Console.WriteLine($"loopback       ports {ping.Port.Value} and {pong.Port.Value}: {Rounds} pings, {Rounds} pongs");
        return null;
    }

    /// <summary>A vCPU signals itself.</summary>
    private async Task<string?> InterprocessorInterrupt()
    {
        using GuestEventChannel ipi = _channels.BindInterprocessorInterrupt();
        ipi.Notify();
        await ipi.WaitAsync();
        Console.WriteLine($"ipi            port {ipi.Port.Value}: vCPU 0 signalled itself");
        return null;
    }

    /// <summary>Xen's timer ticks by VIRQ_TIMER.</summary>
    private async Task<string?> Timer()
    {
        using GuestEventChannel timer = _channels.BindVirtualInterrupt(VirtualInterrupt.Timer);
        ulong start = domain.Time.SystemTimeNanoseconds;
        for (int i = 0; i < Ticks; i++)
        {
            ulong due = domain.Time.SystemTimeNanoseconds + TickNanoseconds;
            domain.Time.SetTimer(due);
            while (domain.Time.SystemTimeNanoseconds < due)
            {
                await timer.WaitAsync();
            }
        }

        double milliseconds = (domain.Time.SystemTimeNanoseconds - start) / 1e6;
        Console.WriteLine($"timer          port {timer.Port.Value}: {Ticks} ticks of {TickNanoseconds / 1_000_000} ms took {milliseconds:F1} ms");
        return null;
    }

    /// <summary>A masked port keeps its event, and delivers it when it is unmasked.</summary>
    private async Task<string?> MaskedPort()
    {
        using GuestEventChannel open = _channels.BindInterprocessorInterrupt();
        using GuestEventChannel masked = _channels.BindInterprocessorInterrupt();
        masked.Mask();
        masked.Notify();
        if (!masked.IsPending)
        {
            return "an event on a masked port is not pending";
        }

        // An event on another port comes through, so the masked one had its chance.
        ValueTask held = masked.WaitAsync();
        open.Notify();
        await open.WaitAsync();
        if (held.IsCompleted)
        {
            return "a masked port delivered its event";
        }

        masked.Unmask();
        await held;
        Console.WriteLine($"mask           port {masked.Port.Value}: pending while masked, delivered when unmasked");
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

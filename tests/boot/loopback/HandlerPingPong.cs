using System;
using System.Diagnostics;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Loopback;

/// <summary>Each side is a handler that raises the other's event: all of it happens on the event thread.</summary>
internal sealed class HandlerPingPong(GuestDomain domain)
{
    private const int Rounds = 10_000;

    private EventChannel? _ping;
    private EventChannel? _pong;
    private int _pings;
    private int _pongs;

    public void Run()
    {
        EventChannelBinder binder = domain.EventChannelBinder;
        _ping = binder.AllocateUnbound(DomainId.Self, OnPing).Value;
        _pong = binder.BindInterdomain(DomainId.Self, _ping.Port, OnPong).Value;
        long start = Stopwatch.GetTimestamp();
        _ping.Unmask();

        // The event that Xen raises with the binding begins the game.
        _pong.Unmask();
        Arrivals.Until("so many pings", () => Volatile.Read(ref _pings) == Rounds);
        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Rounds;
        new Fence(domain).Pass();
        Check.Equal("events at one side", Rounds, _pings);
        Check.Equal("events at the other", Rounds, _pongs);
        Check.Equal("closing one side", XenErrno.None, _ping.Close());
        Check.Equal("closing the other", XenErrno.None, _pong.Close());
        Console.WriteLine($"  {microseconds:F0} µs a round");
    }

    private void OnPing(EventPort port)
    {
        _pings++;
        if (_pings < Rounds)
        {
            _ping!.Notify();
        }
    }

    private void OnPong(EventPort port)
    {
        _pongs++;
        _pong!.Notify();
    }
}

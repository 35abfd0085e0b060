using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.EventTimes;

/// <summary>
/// VIRQ_TIMER: an event that comes by itself, whatever the program does just then. Its handler sets it again, so that all of it happens on
/// the event thread of vCPU 0: the timer is the one of the vCPU that sets it.
/// </summary>
internal sealed class TimerTicks
{
    private const ulong Interval = 2_000_000;

    private readonly GuestDomain _domain;
    private readonly Delays _delays;
    private readonly EventChannel _timer;
    private readonly EventChannel _start;
    private ulong _due;
    private int _set;
    private int _fired;

    /// <summary>Binds the timer and what starts it.</summary>
    /// <param name="domain">This domain.</param>
    /// <param name="ticks">How many ticks there will be.</param>
    public TimerTicks(GuestDomain domain, int ticks)
    {
        _domain = domain;
        _delays = new Delays(ticks);
        _timer = domain.EventChannelBinder.BindVirtualInterrupt(VirtualInterrupt.Timer, default, OnTimer).Value;
        _timer.Unmask();
        _start = Arrivals.BindIpi(domain, _ => Set());
    }

    /// <summary>Lets the ticks come.</summary>
    /// <param name="what">What the rows are called.</param>
    public void Run(string what)
    {
        _start.Notify();
        int ticks;
        do
        {
            ticks = Volatile.Read(ref _fired);
            Arrivals.Until("a tick", () => Volatile.Read(ref _fired) > ticks || _delays.IsFull);
        }
        while (!_delays.IsFull);

        new Fence(_domain).Pass();
        Check.Equal($"{_set} ticks, {what}: events", _set, _fired);
        _timer.Close();
        _start.Close();
        _delays.Print($"timer to handler, {what}");
    }

    private void OnTimer(EventPort port)
    {
        _delays.Add(_due, _domain.Time.SystemTimeNanoseconds);
        if (!_delays.IsFull)
        {
            Set();
        }

        Volatile.Write(ref _fired, _fired + 1);
    }

    private void Set()
    {
        _due = _domain.Time.SystemTimeNanoseconds + Interval;
        _set++;
        _domain.Time.SetTimer(_due);
    }
}

using System;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

// VIRQ_TIMER: Xen's one-shot timer. Times are of Xen's system time, in nanoseconds.
const ulong Millisecond = 1_000_000;

// The clock that Xen reckons with and the one that the guest reads are not quite the same.
const long Early = 100_000;
const long Late = 200 * (long)Millisecond;
GuestDomain domain = GuestEntry.Start();
Fence fence = new(domain);
Arrivals arrivals = new();
ulong firedAt = 0;
EventChannel channel = domain.EventChannelBinder.BindVirtualInterrupt(
    VirtualInterrupt.Timer,
    default,
    port =>
    {
        Volatile.Write(ref firedAt, domain.Time.SystemTimeNanoseconds);
        arrivals.Handle(port);
    }).Value;
channel.Unmask();

Check.Part("Ticks", () =>
{
    const int Ticks = 25;
    long[] lateness = new long[Ticks];
    for (int i = 0; i < Ticks; i++)
    {
        int before = arrivals.Count;
        ulong due = domain.Time.SystemTimeNanoseconds + (2 * Millisecond);
        domain.Time.SetTimer(due);
        arrivals.Await(before + 1);
        lateness[i] = (long)(firedAt - due);
    }

    Array.Sort(lateness);
    Check.That("none comes early", lateness[0] > -Early, $"the earliest {lateness[0] / 1000} µs after its time");
    Check.That("half of them come soon", lateness[Ticks / 2] < Late, $"the median {lateness[Ticks / 2] / 1000} µs after its time");
    Check.Equal("each comes once", Ticks, arrivals.Count);
});

Check.Part("A time that has passed", () =>
{
    int before = arrivals.Count;
    domain.Time.SetTimer(1);
    arrivals.Await(before + 1);
    fence.Pass();
    Check.Equal("fires at once, and once", before + 1, arrivals.Count);
});

Check.Part("A time that is set anew", () =>
{
    int before = arrivals.Count;
    ulong now = domain.Time.SystemTimeNanoseconds;
    domain.Time.SetTimer(now + (3_600_000 * Millisecond));
    domain.Time.SetTimer(now + (2 * Millisecond));
    arrivals.Await(before + 1);
    Check.Equal("replaces the one before", before + 1, arrivals.Count);
});

Check.Part("A timer that is stopped", () =>
{
    int before = arrivals.Count;
    ulong due = domain.Time.SystemTimeNanoseconds + (50 * Millisecond);
    domain.Time.SetTimer(due);
    domain.Time.StopTimer();
    Check.That("it was stopped in time", domain.Time.SystemTimeNanoseconds < due);
    Arrivals.Until("the time at which it would have fired", () => domain.Time.SystemTimeNanoseconds > due + (10 * Millisecond));
    fence.Pass();
    Check.Equal("does not fire", before, arrivals.Count);
});

Check.Part("A timer that runs out while its port is masked", () =>
{
    int before = arrivals.Count;
    channel.Mask();
    domain.Time.SetTimer(domain.Time.SystemTimeNanoseconds + Millisecond);
    Arrivals.Until("a pending event", () => channel.IsPending);
    fence.Pass();
    Check.Equal("waits", before, arrivals.Count);
    channel.Unmask();
    arrivals.Await(before + 1);
});

Check.Part("A timer of no use to anybody", () =>
{
    channel.Close();
    domain.Time.SetTimer(domain.Time.SystemTimeNanoseconds + Millisecond);
    using GuestEventChannel again = domain.EventChannels.BindVirtualInterrupt(VirtualInterrupt.Timer);
    domain.Time.SetTimer(1);
    again.WaitAsync().AsTask().Wait();
    Check.Equal("and after it the port is an interrupt's again", EventChannelStatus.Virq, again.GetStatus().Binding);
});
return Check.Verdict("timer");

using System;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.EventTimes;

/// <summary>
/// Two ports of this domain, bound to each other. One is raised by the program; its handler, on the vCPU under test, takes the time and
/// raises the other; the handler of that, on vCPU 0, takes the time again.
/// </summary>
internal sealed class Loopback
{
    private const int Most = 20_000;

    private readonly GuestDomain _domain;
    private readonly EventChannel _there;
    private readonly EventChannel _here;
    private readonly Delays _toHandler = new(Most);
    private readonly Delays _roundTrip = new(Most);
    private readonly Func<bool> _isBack;
    private ulong _sentAt;
    private ulong _handledAt;
    private ulong _returnedAt;
    private int _sent;
    private int _handled;
    private int _returned;

    /// <summary>Binds both.</summary>
    /// <param name="domain">This domain.</param>
    /// <param name="vcpu">The vCPU under test.</param>
    public Loopback(GuestDomain domain, VcpuId vcpu)
    {
        _domain = domain;
        _isBack = () => Volatile.Read(ref _returned) == _sent;
        _there = domain.EventChannelBinder.AllocateUnbound(DomainId.Self, OnThere).Value;
        _here = domain.EventChannelBinder.BindInterdomain(DomainId.Self, _there.Port, OnHere).Value;
        Check.Equal($"moving a port to vCPU {vcpu.Value}", XenErrno.None, _there.BindVcpu(vcpu));

        // The event that Xen raises with the binding goes by before anything is measured.
        _here.Unmask();
        Arrivals.Until("the event of the binding", () => Volatile.Read(ref _returned) == 1);
        _returned = 0;
        _there.Unmask();
    }

    /// <summary>Sends events one after the other for some time.</summary>
    /// <param name="duration">How long, unless there are enough before.</param>
    /// <param name="what">What the rows are called.</param>
    public void Run(TimeSpan duration, string what)
    {
        ulong end = _domain.Time.SystemTimeNanoseconds + (ulong)duration.TotalNanoseconds;
        while (!_roundTrip.IsFull && _domain.Time.SystemTimeNanoseconds < end)
        {
            _sentAt = _domain.Time.SystemTimeNanoseconds;
            _sent++;
            _here.Notify();
            Arrivals.Until("as many events back as were sent", _isBack);
            _toHandler.Add(_sentAt, _handledAt);
            _roundTrip.Add(_sentAt, _returnedAt);
        }

        new Fence(_domain).Pass();
        Check.Equal($"{_sent} events sent, {what}: events handled there", _sent, _handled);
        Check.Equal("events handled here", _sent, _returned);
        Check.Equal("closing the one", XenErrno.None, _there.Close());
        Check.Equal("closing the other", XenErrno.None, _here.Close());
        _toHandler.Print($"send to handler, {what}");
        _roundTrip.Print($"loopback round trip, {what}");
    }

    private void OnThere(EventPort port)
    {
        _handledAt = _domain.Time.SystemTimeNanoseconds;
        _handled++;
        _there.Notify();
    }

    private void OnHere(EventPort port)
    {
        _returnedAt = _domain.Time.SystemTimeNanoseconds;
        Volatile.Write(ref _returned, _returned + 1);
    }
}

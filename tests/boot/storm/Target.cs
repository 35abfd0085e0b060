using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.Storm;

/// <summary>A port, how much was sent to it, and how much of that its handler has seen.</summary>
internal sealed class Target
{
    private readonly EventChannel _channel;
    private int _sent;
    private int _seen;
    private int _events;

    public Target(GuestDomain domain) => _channel = Arrivals.BindIpi(domain, Handle);

    public EventPort Port => _channel.Port;

    public int Events => Volatile.Read(ref _events);

    public bool HasSeenAll => Volatile.Read(ref _seen) == Volatile.Read(ref _sent);

    public void Send()
    {
        Interlocked.Increment(ref _sent);
        _channel.Notify();
    }

    public void MaskForAMoment()
    {
        _channel.Mask();
        Thread.Yield();
        _channel.Unmask();
    }

    private void Handle(EventPort port)
    {
        Volatile.Write(ref _events, _events + 1);
        Volatile.Write(ref _seen, Volatile.Read(ref _sent));
    }
}

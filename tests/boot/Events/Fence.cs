using XenGuest.Kernel;

namespace XenGuest.BootGuests;

/// <summary>Waits until every event that was raised before, and that may be delivered, has been.</summary>
internal sealed class Fence
{
    private readonly Arrivals _arrivals = new();
    private readonly EventChannel _channel;

    public Fence(GuestDomain domain) => _channel = Arrivals.BindIpi(domain, _arrivals.Handle);

    /// <summary>Two events of its own pass: between them lies a whole round of the dispatcher.</summary>
    public void Pass()
    {
        for (int i = 0; i < 2; i++)
        {
            int before = _arrivals.Count;
            _channel.Notify();
            _arrivals.Await(before + 1);
        }
    }
}

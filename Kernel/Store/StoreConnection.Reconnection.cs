using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <content>A new connection over the same page, where xenstored offers that.</content>
public sealed partial class StoreConnection
{
    /// <summary>Whether a new connection was asked for and has not come about yet: requests wait for it.</summary>
    public bool IsReconnecting { get; private set; }

    /// <summary>Asks xenstored for a new connection, also where this one is over.</summary>
    /// <returns><see cref="XenErrno.None"/>: requests that are under way have ended with <see cref="XenErrno.NotConnected"/>, and whether they
    /// were done is not known; watches and requests that come wait until <see cref="Exchange"/> finds the new connection. Or
    /// <see cref="XenErrno.NotSupported"/>: this xenstored makes none;
    /// <see cref="XenErrno.AlreadyExists"/>: one was asked for already.</returns>
    /// <remarks>
    /// Watches that a fault has ended stay ended. Call <see cref="Exchange"/> next. xenstored forgets watches and transactions: the
    /// first are set again, and fire; the others are of a former <see cref="Generation"/>.
    /// Xen: docs/misc/xenstore-ring.txt, "Connection state". oxenstored offers it, the daemon in C does not.
    /// </remarks>
    public XenErrno Reconnect()
    {
        if (IsReconnecting || !_ring.OffersReconnection)
        {
            return IsReconnecting ? XenErrno.AlreadyExists : XenErrno.NotSupported;
        }

        IsReconnecting = true;
        FailInFlight();
        Fault = StoreFault.None;
        _ring.RequestReconnection();
        return XenErrno.None;
    }

    private bool TryEndReconnection()
    {
        if (_ring.IsReconnecting)
        {
            return false;
        }

        IsReconnecting = false;
        Generation++;
        BeginAnew();
        return true;
    }
}

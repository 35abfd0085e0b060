using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <content>What happens to the connection while its domain is suspended, and a new one in its place.</content>
public sealed partial class GuestStore
{
    private TaskCompletionSource? _whenQuiet;
    private TaskCompletionSource? _whenConnected;

    /// <summary>How often the domain was restored: what stood in xenstore before was another domain's.</summary>
    internal uint Restores { get; private set; }

    /// <summary>Asks xenstored for nothing more, and waits until it has answered all that it was asked.</summary>
    /// <returns>Whether it has, in time; otherwise it must be let go on.</returns>
    internal async ValueTask<bool> PauseAsync(TimeSpan patience)
    {
        Task quiet;
        lock (Gate)
        {
            _connection.Pause();
            _whenQuiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_connection.IsQuiet)
            {
                _whenQuiet.SetResult();
            }

            quiet = _whenQuiet.Task;
        }

        try
        {
            await quiet.WaitAsync(patience).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Sends what has waited.</summary>
    internal void GoOn()
    {
        lock (Gate)
        {
            _whenQuiet = null;
            _connection.GoOn();
            Exchange();
        }
    }

    /// <summary>Keeps every other thread from the rings while the domain is stopped: their indices are others when it was restored.</summary>
    /// <param name="stop">Stops the domain. Where it is restored, the channels are bound again when this returns.</param>
    internal SuspendOutcome StandStill(Func<SuspendOutcome> stop)
    {
        lock (Gate)
        {
            if (!_connection.IsQuiet)
            {
                throw new TimeoutException("The domain cannot be suspended: xenstored was asked for something meanwhile.");
            }

            SuspendOutcome outcome = stop();
            if (outcome == SuspendOutcome.Restored)
            {
                Restores++;
                _connection.GoOnRestored();
            }

            return outcome;
        }
    }

    /// <summary>Makes a new connection in place of this one, also where this one is over.</summary>
    /// <param name="cancellationToken">Ends the wait; the connection comes about nevertheless.</param>
    /// <returns>Complete when it stands.</returns>
    /// <exception cref="StoreException"><see cref="XenErrno.NotSupported"/>: this xenstored makes none (the daemon in C does not);
    /// <see cref="XenErrno.AlreadyExists"/>: it was asked for already. Requests that were under way end with
    /// <see cref="XenErrno.NotConnected"/>. Or it was closed.</exception>
    /// <remarks>Watches are set again, and fire; those that a fault has ended stay ended.</remarks>
    public async ValueTask ReconnectAsync(CancellationToken cancellationToken = default)
    {
        Task connected;
        lock (Gate)
        {
            ThrowIfFailed("", Fault == StoreFault.Closed ? XenErrno.NotConnected : _connection.Reconnect());
            _whenConnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            connected = _whenConnected.Task;
            Exchange();
        }

        await connected.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFailed("", Fault == StoreFault.None ? XenErrno.None : XenErrno.NotConnected);
    }
}

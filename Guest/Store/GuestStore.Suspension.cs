using System;
using System.Threading.Tasks;

namespace XenGuest;

/// <content>What happens to the connection while its domain is suspended.</content>
public sealed partial class GuestStore
{
    private TaskCompletionSource? _whenQuiet;

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
            SuspendOutcome outcome = stop();
            if (outcome == SuspendOutcome.Restored)
            {
                _connection.GoOnRestored();
            }

            return outcome;
        }
    }
}

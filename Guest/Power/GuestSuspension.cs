using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;
using XenGuest.Machine.Contract;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>One suspension of the domain, from its beginning until everything goes on.</summary>
/// <remarks>
/// 1. xenstored answers what it was asked. What is asked from now on waits.
/// 2. No event thread dispatches, no thread is inside a channel's member or binds, none has the store's rings or the grant table in hand. Whoever wants to
///    waits, or is told to try again.
/// 3. Machine stops the domain.
/// 4. A restored one gives Xen again what that has forgotten, from the widest to the narrowest: shared_info, vcpu_info, upcalls, the
///    event ABI, channels, timers. Every channel gets an event, so whoever waits for something looks whether it has come.
/// 5. The grant table is empty; xenstore's watches are set again and fire. Then the event threads go on, and xenstore is asked again.
/// </remarks>
internal sealed class GuestSuspension(GuestDomain domain, GuestMachine machine, GuestConnection connection)
{
    /// <summary>A toolstack gives up after a minute; by then the domain has to have gone on.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly EventChannelOperations _operations = new(domain.Hypervisor);
    private MachineFacts _before;
    private bool _isRestored;
    private int _isRunning;

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">Another is running.</exception>
    /// <exception cref="TimeoutException">xenstored or some thread of the program did not come to an end in time: nothing has happened.</exception>
    /// <exception cref="XenException">Xen refuses to stop the domain: nothing has happened.</exception>
    internal async ValueTask<SuspendOutcome> RunAsync(GuestStore? store)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            throw new InvalidOperationException("The domain is being suspended already.");
        }

        _isRestored = false;
        try
        {
            if (store != null && !await store.PauseAsync(s_patience).ConfigureAwait(false))
            {
                throw new TimeoutException("The domain cannot be suspended: xenstored has not answered what it was asked.");
            }

            return domain.EventChannels.WhileNobodyDispatches(() => store == null ? StopOrFail() : store.StandStill(StopOrFail));
        }
        finally
        {
            store?.GoOn();
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private SuspendOutcome StopOrFail()
    {
        try
        {
            return domain.WhileGrantsStandStill(Stop);
        }
        catch (XenException e) when (_isRestored)
        {
            // Something that the domain had is missing for good: no event would come, or no grant could be told from another.
            Environment.FailFast($"This domain was restored and cannot go on: {e.Message}", e);
            throw;
        }
    }

    private SuspendOutcome Stop()
    {
        // Xen takes vCPU 0's vcpu_info from that vCPU only.
        using VcpuStay stay = new(machine, 0);
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            vcpu.StandStill();
        }

        try
        {
            EventPort witness = XenException.ValueOrThrow(
                _operations.BindInterprocessorInterrupt(default), "binding a port that tells whether the domain was restored");
            return Stop(witness);
        }
        finally
        {
            foreach (GuestVcpu vcpu in domain.Vcpus)
            {
                vcpu.GoOn();
            }
        }
    }

    /// <returns>Whether all stand still; otherwise they have gone on.</returns>
    private static bool TryStandStill(EventChannelBinder binder)
    {
        long start = Stopwatch.GetTimestamp();
        while (!binder.TryStandStill())
        {
            if (Stopwatch.GetElapsedTime(start) > s_patience)
            {
                binder.GoOn();
                return false;
            }

            Thread.Yield();
        }

        return true;
    }

    /// <param name="witness">
    /// Only the domain that was stopped has it. What the hypercall answers tells nothing: Xen's tools let a domain go on with the answer of a
    /// restored one if they take it for one that knows nothing of Xen, as they do where each vCPU has an upcall vector of its own.
    /// </param>
    private SuspendOutcome Stop(EventPort witness)
    {
        EventChannelBinder binder = domain.EventChannelBinder;
        if (!TryStandStill(binder))
        {
            _operations.Close(witness);
            throw new TimeoutException("The domain cannot be suspended: a thread does not leave an event channel.");
        }

        _before = machine.Facts;
        ulong stoppedAt = machine.SystemTimeNanoseconds;
        XenResult<SuspendOutcome> outcome = machine.Suspend(witness);
        if (outcome.Succeeded && outcome.Value == SuspendOutcome.Restored)
        {
            GoOnRestored(binder, stoppedAt);
        }
        else
        {
            _operations.Close(witness);
            binder.GoOn();
        }

        return XenException.ValueOrThrow(outcome, "suspending the domain");
    }

    private void GoOnRestored(EventChannelBinder binder, ulong stoppedAt)
    {
        _isRestored = true;
        connection.TakeAgain();
        XenException.ThrowIfFailed(binder.GoOnRestored(Given), "bringing the event ABI up again");
        ulong now = machine.SystemTimeNanoseconds;
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            vcpu.GoOnRestored();
            vcpu.Timer.GoOnRestored(stoppedAt, now);
        }
    }

    /// <summary>The port that the toolstack has made in place of one that it had made before.</summary>
    private EventPort Given(EventPort before)
    {
        MachineFacts now = machine.Facts;
        return new EventPort(
            before.Value == _before.StorePort ? now.StorePort : before.Value == _before.ConsolePort ? now.ConsolePort : 0);
    }
}

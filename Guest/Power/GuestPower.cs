using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Platform;

namespace XenGuest;

/// <summary>Does what a toolstack wants of the domain as a whole: ends it, starts it anew, suspends it, and hands on its keys.</summary>
/// <remarks>
/// <para>The toolstack writes its wish to control/shutdown; this answers by emptying the node, and then does it. A wish that nobody
/// knows is answered too, and told to <see cref="Refused"/>.</para>
/// <para>Handlers run on the thread pool, one after the other; one that throws is told to <see cref="Refused"/> and keeps nobody from
/// what comes after it. Xen: docs/misc/xenstore-paths.pandoc, control/.</para>
/// </remarks>
public sealed class GuestPower : IAsyncDisposable
{
    private const string ShutdownPath = "control/shutdown";
    private const string KeyPath = "control/sysrq";

    private static readonly string[] s_offered = ["poweroff", "reboot", "suspend"];

    private readonly GuestDomain _domain;
    private readonly GuestStore _store;
    private readonly CancellationTokenSource _over = new();
    private readonly List<Func<PowerRequest, ValueTask>> _endings = [];
    private Task _following = Task.CompletedTask;

    private GuestPower(GuestDomain domain, GuestStore store)
    {
        _domain = domain;
        _store = store;
    }

    /// <summary>The domain goes on after a suspension.</summary>
    public event Action<SuspendOutcome>? Resumed;

    /// <summary>A key that the toolstack sends (<c>xl sysrq</c>).</summary>
    public event Action<char>? KeyPressed;

    /// <summary>Something that was wanted was not done, and why not.</summary>
    public event Action<string>? Refused;

    /// <summary>How long the handlers of <see cref="BeforeEnd"/> have together.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Begins to follow the toolstack's wishes, one that waits already included.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="store">Its store.</param>
    /// <returns>What follows them, until it is disposed of.</returns>
    /// <exception cref="StoreException">xenstored lets this domain not watch its own nodes.</exception>
    public static async ValueTask<GuestPower> FollowAsync(GuestDomain domain, GuestStore store)
    {
        GuestPower power = new(domain, store);
        foreach (string offered in s_offered)
        {
            await power.OfferAsync(offered).ConfigureAwait(false);
        }

        GuestStoreWatch shutdown = await store.WatchAsync(ShutdownPath).ConfigureAwait(false);
        GuestStoreWatch key;
        try
        {
            key = await store.WatchAsync(KeyPath).ConfigureAwait(false);
        }
        catch
        {
            await shutdown.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        power._following = Task.WhenAll(power.FollowAsync(shutdown, power.ObeyAsync), power.FollowAsync(key, power.HandOnAsync));
        return power;
    }

    /// <summary>Has something done before the domain ends because the toolstack wants it to; what was added last is done first.</summary>
    /// <param name="handler">Gets what is wanted: never <see cref="PowerRequest.Suspend"/>.</param>
    public void BeforeEnd(Func<PowerRequest, ValueTask> handler)
    {
        lock (_endings)
        {
            _endings.Add(handler);
        }
    }

    /// <summary>Ends the program and the domain as the toolstack would have it: first what is to be done before that.</summary>
    /// <param name="request">How; <see cref="PowerRequest.Suspend"/> is none.</param>
    /// <returns>Does not end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is no end.</exception>
    public async ValueTask EndAsync(PowerRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)request, (int)PowerRequest.Suspend, nameof(request));

        // First of all: the program may end by itself while the handlers run.
        MachinePlatform.EndBy(request == PowerRequest.Reboot ? ShutdownReason.Reboot : ShutdownReason.PowerOff);
        Func<PowerRequest, ValueTask>[] endings;
        lock (_endings)
        {
            endings = _endings.ToArray();
        }

        Array.Reverse(endings);
        try
        {
            await RunAsync(endings, request).WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Refuse($"what is to be done before the end has not ended after {Patience.TotalSeconds} s");
        }
        finally
        {
            Environment.Exit(0);
        }
    }

    /// <summary>Suspends the domain. It goes on only if a toolstack has asked for it.</summary>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidOperationException">It is being suspended already.</exception>
    /// <exception cref="TimeoutException">It could not be brought to a stop: nothing has happened.</exception>
    /// <exception cref="XenException">Xen refuses to stop it: nothing has happened.</exception>
    public async ValueTask<SuspendOutcome> SuspendAsync()
    {
        SuspendOutcome outcome = await _domain.SuspendAsync().ConfigureAwait(false);
        if (outcome == SuspendOutcome.Restored)
        {
            foreach (string offered in s_offered)
            {
                await TryAsync(() => OfferAsync(offered)).ConfigureAwait(false);
            }
        }

        await TryAsync(() =>
        {
            Resumed?.Invoke(outcome);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Follows no wish any more. A second time does nothing.</summary>
    /// <returns>Complete when what is being done is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
    }

    private static PowerRequest? Parse(string wish) => wish switch
    {
        "poweroff" => PowerRequest.PowerOff,
        "halt" => PowerRequest.Halt,
        "reboot" => PowerRequest.Reboot,
        "suspend" => PowerRequest.Suspend,
        _ => null,
    };

    /// <summary>Tells the toolstack what it may ask for. Some make these nodes only where they want to know.</summary>
    private async ValueTask OfferAsync(string request)
    {
        try
        {
            await _store.WriteTextAsync($"control/feature-{request}", "1").ConfigureAwait(false);
        }
        catch (StoreException e) when (e.Error is XenErrno.AccessDenied or XenErrno.NotFound)
        {
        }
    }

    private async Task FollowAsync(GuestStoreWatch watch, Func<ValueTask> act)
    {
        await using (watch.ConfigureAwait(false))
        {
            try
            {
                while (true)
                {
                    await watch.NextAsync(_over.Token).ConfigureAwait(false);
                    await TryAsync(act).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
            }
            catch (StoreException e)
            {
                Refuse($"the toolstack's wishes cannot be followed any more: {e.Message}");
            }
        }
    }

    private async ValueTask ObeyAsync()
    {
        string wish = await TakeAsync(ShutdownPath).ConfigureAwait(false);
        if (wish.Length == 0)
        {
            return;
        }

        PowerRequest? request = Parse(wish);
        if (request == null)
        {
            Refuse($"the toolstack wants \"{wish}\" of this domain, which nobody here knows");
        }
        else if (request == PowerRequest.Suspend)
        {
            await SuspendAsync().ConfigureAwait(false);
        }
        else
        {
            await EndAsync(request.Value).ConfigureAwait(false);
        }
    }

    private async ValueTask HandOnAsync()
    {
        string keys = await TakeAsync(KeyPath).ConfigureAwait(false);
        foreach (char key in keys)
        {
            KeyPressed?.Invoke(key);
        }
    }

    /// <summary>Reads a node that the toolstack has written, and empties it in the same step: that is the answer.</summary>
    private async ValueTask<string> TakeAsync(string path)
    {
        string taken = string.Empty;
        try
        {
            await _store.InTransactionAsync(async transaction =>
            {
                taken = await _store.ReadTextAsync(path, transaction).ConfigureAwait(false);
                if (taken.Length != 0)
                {
                    await _store.WriteTextAsync(path, string.Empty, transaction).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        catch (StoreException e) when (e.Error == XenErrno.NotFound)
        {
            // Watches fire for nodes that are not there, too.
        }

        return taken;
    }

    private async Task RunAsync(Func<PowerRequest, ValueTask>[] handlers, PowerRequest request)
    {
        foreach (Func<PowerRequest, ValueTask> handler in handlers)
        {
            try
            {
                await handler(request).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Refuse(e.Message);
            }
        }
    }

    /// <summary>Somebody else's code, or a wish, that fails: it is told, and the next is followed nevertheless.</summary>
    private async ValueTask TryAsync(Func<ValueTask> act)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_over.IsCancellationRequested)
        {
            Refuse(e.Message);
        }
    }

    private void Refuse(string reason)
    {
        try
        {
            Refused?.Invoke(reason);
        }
        catch (Exception)
        {
            // Who wants to be told and fails at that keeps nobody from what comes after it.
        }
    }
}

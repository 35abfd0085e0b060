using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>The devices that a toolstack has given this domain, as frontend or as backend.</summary>
/// <remarks>
/// Any thread may call. Nothing here waits for ever: what takes longer than <see cref="Patience"/> ends with
/// <see cref="DeviceEnd.Stalled"/>.
/// </remarks>
public sealed class GuestXenbus
{
    /// <summary>The patience of who names none.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    private int _requestCount;

    /// <summary>Devices over a connection to xenstore.</summary>
    /// <param name="store">The connection, which stays the caller's.</param>
    public GuestXenbus(GuestStore store)
        : this(store, TimeProvider.System)
    {
    }

    internal GuestXenbus(GuestStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        Time = time;
    }

    /// <summary>How long a peer has for each step that is waited for, and xenstored for each request.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    internal GuestStore Store { get; }

    internal TimeProvider Time { get; }

    /// <summary>How many requests of devices xenstored has not answered.</summary>
    internal int RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Follows the devices of a kind that this domain uses: those that are there come first.</summary>
    /// <param name="kind">The kind: the name of the folder below <c>device</c>.</param>
    /// <param name="cancellationToken">Ends the wait for xenstored.</param>
    /// <returns>The list.</returns>
    /// <exception cref="XenbusException"><see cref="DeviceEnd.Stalled"/>, <see cref="DeviceEnd.Refused"/> or <see cref="DeviceEnd.StoreLost"/>.</exception>
    public ValueTask<GuestDeviceList> FollowFrontendsAsync(string kind, CancellationToken cancellationToken = default) =>
        GuestDeviceList.OpenAsync(this, DeviceSide.Frontend, $"device/{kind}", cancellationToken);

    /// <summary>Follows the devices of a kind that this domain serves: those that are there come first.</summary>
    /// <param name="kind">The kind: the name of the folder below <c>backend</c>.</param>
    /// <param name="cancellationToken">Ends the wait for xenstored.</param>
    /// <returns>The list.</returns>
    /// <exception cref="XenbusException">As <see cref="FollowFrontendsAsync"/>.</exception>
    public ValueTask<GuestDeviceList> FollowBackendsAsync(string kind, CancellationToken cancellationToken = default) =>
        GuestDeviceList.OpenAsync(this, DeviceSide.Backend, $"backend/{kind}", cancellationToken);

    /// <summary>Begins a life of one end of a device: finds out who the peer is, and follows its state.</summary>
    /// <param name="side">Which end this domain is.</param>
    /// <param name="path">The device, relative to this domain's part of the tree.</param>
    /// <param name="cancellationToken">Ends the wait for xenstored.</param>
    /// <returns>The device. This end has said nothing yet.</returns>
    /// <exception cref="XenbusException"><see cref="DeviceEnd.Removed"/>: there is no such device;
    /// <see cref="DeviceEnd.MalformedLink"/>: what says who the peer is makes no sense; or as <see cref="FollowFrontendsAsync"/>.</exception>
    public ValueTask<GuestDevice> OpenAsync(DeviceSide side, string path, CancellationToken cancellationToken = default) =>
        GuestDevice.OpenAsync(this, side, path, null, cancellationToken);

    /// <summary>Does something with xenstore, with this object's patience; what fails gets the name that it has for a device.</summary>
    internal async ValueTask<T> DoAsync<T>(string path, Func<CancellationToken, ValueTask<T>> request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requestCount);
        using CancellationTokenSource patience = new(Patience, Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // The wait ends by itself too: an operation may have something to take back that xenstored does not answer either.
            return await request(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new XenbusException(path, DeviceEnd.Stalled, string.Create(CultureInfo.InvariantCulture, $"xenstored has not answered within {Patience.TotalSeconds} s"), e);
        }
        catch (StoreException e)
        {
            throw new XenbusException(path, EndOf(e), e.Message, e);
        }
        finally
        {
            Interlocked.Decrement(ref _requestCount);
        }
    }

    /// <summary>Takes a watch back, with this object's patience: an xenstored that does not answer keeps nobody.</summary>
    internal async ValueTask EndWatchAsync(GuestStoreWatch watch)
    {
        try
        {
            await watch.DisposeAsync().AsTask().WaitAsync(Patience, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    /// <summary>What an error of xenstored means for this end's own nodes.</summary>
    internal static DeviceEnd EndOf(StoreException exception) => exception.Error switch
    {
        XenErrno.NotConnected => DeviceEnd.StoreLost,
        XenErrno.NotFound => DeviceEnd.Removed,
        _ => DeviceEnd.Refused,
    };
}

using System;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest;

/// <summary>One life of one end of a device, awaited.</summary>
/// <remarks>
/// <para>A driver says its own state with <see cref="MoveAsync"/>, waits for its peer's with <see cref="WaitForPeerAsync"/>, works while
/// <see cref="Ending"/> is not cancelled, and then calls <see cref="CloseAsync"/>. For another life it opens the device again.</para>
/// <para>Whatever goes wrong is a <see cref="XenbusException"/> with a <see cref="DeviceEnd"/>, at the latest after
/// <see cref="GuestXenbus.Patience"/>. Any thread may call; the code behind an <c>await</c> runs on the thread pool.</para>
/// </remarks>
public sealed partial class GuestDevice : IAsyncDisposable
{
    private readonly GuestXenbus _bus;
    private readonly GuestDeviceList? _list;
    private readonly DeviceHandshake _handshake = new();
    private readonly Lock _gate = new();
    private readonly EventSignal _changed = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _over = new();
    private readonly uint _restores;
    private GuestStoreWatch? _ownWatch;
    private GuestStoreWatch? _peerWatch;
    private Task _following = Task.CompletedTask;
    private bool _isClosed;
    private bool _isGone;
    private int _closing;

    private GuestDevice(GuestXenbus bus, DeviceSide side, string path, GuestDeviceList? list, uint restores, string peerPath, DomainId peer)
    {
        _bus = bus;
        _restores = restores;
        _list = list;
        Side = side;
        Path = path;
        PeerPath = peerPath;
        Peer = peer;
    }

    /// <summary>Which end this is.</summary>
    public DeviceSide Side { get; }

    /// <summary>This end in xenstore, relative to this domain's part of the tree.</summary>
    public string Path { get; }

    /// <summary>The other end in xenstore.</summary>
    public string PeerPath { get; }

    /// <summary>The domain at the other end.</summary>
    public DomainId Peer { get; }

    /// <summary>What this end has said last.</summary>
    public XenbusState State
    {
        get
        {
            lock (_gate)
            {
                return _handshake.Own;
            }
        }
    }

    /// <summary>What the other end has said last.</summary>
    public XenbusState PeerState
    {
        get
        {
            lock (_gate)
            {
                return _handshake.Peer;
            }
        }
    }

    /// <summary>Why the device is over or has to be closed, or <see cref="DeviceEnd.None"/>.</summary>
    public DeviceEnd End
    {
        get
        {
            lock (_gate)
            {
                return _handshake.End;
            }
        }
    }

    /// <summary>Cancelled as soon as there is an <see cref="End"/>: for what runs while the device is connected.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Writes nodes of this end, then its state: whoever sees the state finds the nodes.</summary>
    /// <param name="state">The state.</param>
    /// <param name="nodes">Names below <see cref="Path"/>, and their values.</param>
    /// <returns>Complete when xenstored has them.</returns>
    /// <exception cref="InvalidOperationException">The state does not follow the last.</exception>
    /// <exception cref="XenbusException">The device is over or has to be closed.</exception>
    public async ValueTask MoveAsync(XenbusState state, params (string Name, string Value)[] nodes)
    {
        lock (_gate)
        {
            ThrowIfEnding();
            if (!XenbusProtocol.MayFollow(_handshake.Own, state) || state == _handshake.Own)
            {
                throw new InvalidOperationException($"A device cannot go from {_handshake.Own} to {state}.");
            }
        }

        foreach ((string name, string value) in nodes)
        {
            await WriteAsync(name, value).ConfigureAwait(false);
        }

        await SayAsync(state).ConfigureAwait(false);
    }

    /// <summary>Waits until the other end is in one of some states. One wait at a time.</summary>
    /// <param name="states">The states.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state it is in.</returns>
    /// <exception cref="XenbusException">The device is over or has to be closed; or <see cref="DeviceEnd.Stalled"/>: it took longer than
    /// <see cref="GuestXenbus.Patience"/>.</exception>
    public async ValueTask<XenbusState> WaitForPeerAsync(XenbusStates states, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource patience = Await(states);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        while (true)
        {
            lock (_gate)
            {
                if (_handshake.IsMet)
                {
                    return _handshake.Peer;
                }

                ThrowIfEnding();
            }

            try
            {
                await _changed.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Change(static (handshake, now) => handshake.Elapse(now), _bus.Time.GetTimestamp());
            }
        }
    }

    /// <summary>Reads something that the other end says.</summary>
    /// <param name="name">The node's name below <see cref="PeerPath"/>.</param>
    /// <returns>Its value, as text in UTF-8.</returns>
    /// <exception cref="XenbusException"><see cref="DeviceEnd.MalformedNode"/>: it does not say that, or not to this domain; or the
    /// device is over.</exception>
    public async ValueTask<string> ReadPeerAsync(string name) => Encoding.UTF8.GetString(await ReadPeerBytesAsync(name).ConfigureAwait(false));

    /// <summary>Reads a number that the other end says: decimal digits and nothing else.</summary>
    /// <param name="name">The node's name below <see cref="PeerPath"/>.</param>
    /// <param name="most">The largest that makes sense.</param>
    /// <returns>The number.</returns>
    /// <exception cref="XenbusException"><see cref="DeviceEnd.MalformedNode"/>: it is none, or larger; or as <see cref="ReadPeerAsync"/>.</exception>
    public async ValueTask<uint> ReadPeerNumberAsync(string name, uint most = uint.MaxValue)
    {
        byte[] value = await ReadPeerBytesAsync(name).ConfigureAwait(false);
        return XenbusProtocol.TryParseNumber(value, out uint number) && number <= most
            ? number
            : throw Fail(DeviceEnd.MalformedNode, $"{PeerPath}/{name} is no number up to {most.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Reads a node of this end: what the toolstack has configured.</summary>
    /// <param name="name">The node's name below <see cref="Path"/>.</param>
    /// <returns>Its value, as text in UTF-8; null where there is none.</returns>
    /// <exception cref="XenbusException">The device is over, or xenstored refuses.</exception>
    public async ValueTask<string?> TryReadAsync(string name)
    {
        try
        {
            return await _bus.DoAsync(Path, token => _bus.Store.ReadTextAsync($"{Path}/{name}", default, token), default).ConfigureAwait(false);
        }
        catch (XenbusException e) when (e.End == DeviceEnd.Removed)
        {
            return null;
        }
    }

    /// <summary>Writes a node of this end.</summary>
    /// <param name="name">The node's name below <see cref="Path"/>.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Complete when xenstored has it.</returns>
    /// <exception cref="XenbusException">The device is over, or xenstored refuses.</exception>
    public ValueTask WriteAsync(string name, string value)
    {
        lock (_gate)
        {
            ThrowIfNotOwned();
            return SubmitWrite($"{Path}/{name}", value);
        }
    }

    internal static async ValueTask<GuestDevice> OpenAsync(
        GuestXenbus bus, DeviceSide side, string path, GuestDeviceList? list, CancellationToken cancellationToken)
    {
        string link = side == DeviceSide.Frontend ? "backend" : "frontend";
        uint restores = bus.Store.Restores;
        string peerPath = await bus.DoAsync(path, token => bus.Store.ReadTextAsync($"{path}/{link}", default, token), cancellationToken).ConfigureAwait(false);
        byte[] id = await bus.DoAsync(path, token => bus.Store.ReadAsync($"{path}/{link}-id", default, token), cancellationToken).ConfigureAwait(false);
        if (!XenbusProtocol.TryParseLink(peerPath, id, out DomainId peer))
        {
            throw new XenbusException(path, DeviceEnd.MalformedLink, $"{link}={peerPath}, {link}-id={Encoding.Latin1.GetString(id)}");
        }

        GuestDevice device = new(bus, side, path, list, restores, peerPath, peer);
        list?.Join(device);
        try
        {
            device._ownWatch = await bus.DoAsync(path, token => bus.Store.WatchAsync($"{path}/state", token), cancellationToken).ConfigureAwait(false);
            device._peerWatch = await bus.DoAsync(path, token => bus.Store.WatchAsync($"{peerPath}/state", token), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await device.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        device._following = Task.WhenAll(device.FollowAsync(device._ownWatch, device.LookAtOwnAsync), device.FollowAsync(device._peerWatch, device.LookAtPeerAsync));
        return device;
    }

    private async ValueTask<byte[]> ReadPeerBytesAsync(string name)
    {
        try
        {
            return await _bus.DoAsync(Path, token => _bus.Store.ReadAsync($"{PeerPath}/{name}", default, token), default).ConfigureAwait(false);
        }
        catch (XenbusException e) when (e.End is DeviceEnd.Removed or DeviceEnd.Refused)
        {
            throw Fail(DeviceEnd.MalformedNode, $"{PeerPath}/{name} cannot be read");
        }
    }

    /// <summary>Says a state. The write is under way before anybody can ask what stands in xenstore.</summary>
    private ValueTask SayAsync(XenbusState state)
    {
        lock (_gate)
        {
            ThrowIfNotOwned();
            XenErrno error = _handshake.Move(state);
            return error == XenErrno.None
                ? SubmitWrite($"{Path}/state", ((uint)state).ToString(CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"A device cannot go from {_handshake.Own} to {state}.");
        }
    }

    private async ValueTask SubmitWrite(string path, string value) =>
        await _bus.DoAsync(
            Path,
            async token =>
            {
                await _bus.Store.WriteTextAsync(path, value, default, token).ConfigureAwait(false);
                return true;
            },
            default).ConfigureAwait(false);

    private CancellationTokenSource Await(XenbusStates states)
    {
        lock (_gate)
        {
            _handshake.Await(states, _bus.Time.GetTimestamp() + (long)(_bus.Patience.TotalSeconds * _bus.Time.TimestampFrequency));
        }

        return new CancellationTokenSource(_bus.Patience, _bus.Time);
    }

    private void ThrowIfEnding()
    {
        SeeRestore();
        if (_handshake.End != DeviceEnd.None)
        {
            throw new XenbusException(Path, _handshake.End);
        }
    }

    private void ThrowIfNotOwned()
    {
        SeeRestore();
        if (!_handshake.IsOwned || _isClosed)
        {
            throw new XenbusException(Path, _handshake.IsOwned ? DeviceEnd.Closed : _handshake.End);
        }
    }

    private XenbusException Fail(DeviceEnd end, string detail)
    {
        Change(static (handshake, end) => handshake.EndWith(end), end);
        return new XenbusException(Path, end, detail);
    }
}

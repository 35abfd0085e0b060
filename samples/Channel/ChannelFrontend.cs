using System;
using System.Globalization;
using System.Threading.Tasks;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Channel;

/// <summary>The end that sends messages: it grants a page with a ring, offers a port, and counts what comes back.</summary>
internal sealed class ChannelFrontend : IDisposable
{
    private readonly GuestDevice _device;
    private readonly GrantedPage _page;
    private readonly GuestEventChannel _channel;
    private readonly FrontRing<EchoRequest, EchoResponse> _ring;

    private unsafe ChannelFrontend(GuestDevice device, GuestGrants grants, GuestEventChannels channels, ulong first)
    {
        Sent = first;
        Returned = first;
        _device = device;
        _page = grants.Grant(device.Peer, GrantAccess.ReadWrite);
        _ring = new FrontRing<EchoRequest, EchoResponse>(_page.Address);
        _channel = channels.AllocateUnbound(device.Peer);
    }

    /// <summary>The number of the message that is sent next.</summary>
    internal ulong Sent { get; private set; }

    /// <summary>The number of the message that comes back next: all before it have come back as they should.</summary>
    internal ulong Returned { get; private set; }

    /// <summary>Connects to the backend.</summary>
    /// <param name="device">The device.</param>
    /// <param name="grants">Grants the page with the ring.</param>
    /// <param name="channels">Offers the port.</param>
    /// <param name="first">The first message: in another life of a device the first that has not come back, as what was under way is dropped.</param>
    internal static async Task<ChannelFrontend> ConnectAsync(GuestDevice device, GuestGrants grants, GuestEventChannels channels, ulong first = 0)
    {
        await device.MoveAsync(XenbusState.Initialising);
        await device.WaitForPeerAsync(XenbusStates.InitWait);
        ChannelFrontend frontend = new(device, grants, channels, first);
        try
        {
            await device.MoveAsync(
                XenbusState.Initialised,
                ("ring-ref", frontend._page.Reference.Value.ToString(CultureInfo.InvariantCulture)),
                ("event-channel", frontend._channel.Port.Value.ToString(CultureInfo.InvariantCulture)));
            await device.WaitForPeerAsync(XenbusStates.Connected);
            await device.MoveAsync(XenbusState.Connected);
            return frontend;
        }
        catch
        {
            await device.CloseAsync(frontend.Dispose);
            throw;
        }
    }

    /// <summary>Sends messages and waits until all of them are back.</summary>
    /// <exception cref="InvalidOperationException">Something else came back.</exception>
    /// <exception cref="OperationCanceledException">The device ends.</exception>
    internal async Task ExchangeAsync(int messages)
    {
        ulong last = Sent + (ulong)messages;
        while (Returned < last)
        {
            while (Sent < last && _ring.TryPut(EchoRequest.Make(Sent)))
            {
                Sent++;
            }

            if (_ring.Publish())
            {
                _channel.Notify();
            }

            bool hasTaken = false;
            while (_ring.TryTake(out EchoResponse response))
            {
                hasTaken = true;
                Check(response);
            }

            if (_ring.Fault != RingFault.None)
            {
                throw new InvalidOperationException($"the other end broke the ring: {_ring.Fault}");
            }

            if (!hasTaken && _ring.TryRest())
            {
                await _channel.WaitAsync(_device.Ending);
            }
        }
    }

    /// <summary>Gives up what both ends share, when the other does not use it any more.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        _page.Dispose();
    }

    private void Check(in EchoResponse response)
    {
        if (response.Number != Returned || response.Sum != EchoRequest.Make(Returned).Sum)
        {
            throw new InvalidOperationException($"message {Returned} came back as message {response.Number} with the checksum {response.Sum:x}");
        }

        Returned++;
    }
}

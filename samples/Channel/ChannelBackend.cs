using System;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Channel;

/// <summary>The end that answers: it maps the page with the ring, and sends the checksum of each message back.</summary>
internal sealed class ChannelBackend : IDisposable
{
    private readonly GuestDevice _device;
    private readonly MappedPage _page;
    private readonly GuestEventChannel _channel;
    private readonly BackRing<EchoRequest, EchoResponse> _ring;

    private unsafe ChannelBackend(GuestDevice device, MappedPage page, GuestEventChannel channel, ulong next)
    {
        Next = next;
        _device = device;
        _page = page;
        _channel = channel;
        _ring = new BackRing<EchoRequest, EchoResponse>(page.Address);
    }

    /// <summary>How many messages were answered.</summary>
    internal ulong Answered { get; private set; }

    /// <summary>The number of the message that is done next: each is done once, however often it is sent.</summary>
    internal ulong Next { get; private set; }

    /// <summary>Connects to the frontend.</summary>
    /// <param name="device">The device.</param>
    /// <param name="grants">Maps the page with the ring.</param>
    /// <param name="channels">Binds to the port.</param>
    /// <param name="next">The message that is done next: what another life of the device has left.</param>
    internal static async Task<ChannelBackend> ConnectAsync(GuestDevice device, GuestGrants grants, GuestEventChannels channels, ulong next = 0)
    {
        await device.MoveAsync(XenbusState.InitWait);
        await device.WaitForPeerAsync(XenbusStates.Initialised);
        GrantReference reference = new(await device.ReadPeerNumberAsync("ring-ref"));
        EventPort port = new(await device.ReadPeerNumberAsync("event-channel"));
        MappedPage page = grants.Map(device.Peer, reference, GrantAccess.ReadWrite);
        GuestEventChannel channel;
        try
        {
            channel = channels.BindInterdomain(device.Peer, port);
        }
        catch
        {
            page.Dispose();
            throw;
        }

        ChannelBackend backend = new(device, page, channel, next);
        try
        {
            await device.MoveAsync(XenbusState.Connected);
            return backend;
        }
        catch
        {
            await device.CloseAsync(backend.Dispose);
            throw;
        }
    }

    /// <summary>Answers until the device ends.</summary>
    /// <exception cref="InvalidOperationException">A message is not what its checksum says, or the frontend broke the ring.</exception>
    internal async Task ServeAsync()
    {
        try
        {
            while (_ring.Fault == RingFault.None)
            {
                Answer();
                if (_ring.TryRest())
                {
                    await _channel.WaitAsync(_device.Ending);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception) when (_page.IsLost)
        {
            // The domain was restored in the midst of it: the channel is closed, and what was read may have been nothing.
            return;
        }

        if (_page.IsLost)
        {
            return;
        }

        throw new InvalidOperationException($"the other end broke the ring: {_ring.Fault}");
    }

    /// <summary>Gives up what both ends share, when the other does not use it any more.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        _page.Dispose();
    }

    private void Answer()
    {
        // At most a ring full in a row: the frontend may send without end.
        for (int i = 0; i < _ring.Size && _ring.TryTake(out EchoRequest request); i++)
        {
            ulong sum = request.Compute();
            if (sum != request.Sum)
            {
                throw new InvalidOperationException($"message {request.Number} has the checksum {request.Sum:x}, not {sum:x}");
            }

            if (request.Number > Next)
            {
                throw new InvalidOperationException($"message {request.Number} came before message {Next}");
            }

            Next += request.Number == Next ? 1u : 0u;
            _ring.TryPut(new EchoResponse { Number = request.Number, Sum = sum });
            Answered++;
        }

        if (_ring.Publish())
        {
            _channel.Notify();
        }
    }
}

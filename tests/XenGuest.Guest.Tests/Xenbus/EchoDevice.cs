using System;
using System.Globalization;
using System.Threading.Tasks;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Xenbus;

/// <summary>What a device of two guests holds while it is connected: a granted page, a mapping of it, both ends of a channel.</summary>
internal static class EchoDevice
{
    internal static async Task ServeFrontAsync(BusGuest guest, GuestDevice device)
    {
        await device.MoveAsync(XenbusState.Initialising);
        await device.WaitForPeerAsync(XenbusStates.InitWait);
        GrantedPage page = guest.Grants.Grant(device.Peer, GrantAccess.ReadWrite);
        GuestEventChannel channel = guest.Channels.AllocateUnbound(device.Peer);
        await LiveAsync(device, page, channel, async () =>
        {
            await device.MoveAsync(XenbusState.Initialised, ("ring-ref", Text(page.Reference.Value)), ("event-channel", Text(channel.Port.Value)));
            await device.WaitForPeerAsync(XenbusStates.Connected);
            await device.MoveAsync(XenbusState.Connected);
            channel.Notify();
        });
    }

    internal static async Task ServeBackAsync(BusGuest guest, GuestDevice device)
    {
        await device.MoveAsync(XenbusState.InitWait);
        await device.WaitForPeerAsync(XenbusStates.Initialised);
        MappedPage page = guest.Grants.Map(device.Peer, new GrantReference(await device.ReadPeerNumberAsync("ring-ref")), GrantAccess.ReadWrite);
        GuestEventChannel channel = guest.Channels.BindInterdomain(device.Peer, new EventPort(await device.ReadPeerNumberAsync("event-channel")));
        await LiveAsync(device, page, channel, async () =>
        {
            await device.MoveAsync(XenbusState.Connected);
            await channel.WaitAsync(device.Ending);
        });
    }

    private static async Task LiveAsync(GuestDevice device, IDisposable page, GuestEventChannel channel, Func<Task> connect)
    {
        TaskCompletionSource ending = new();
        try
        {
            await connect();
            using (device.Ending.Register(ending.SetResult))
            {
                await ending.Task;
            }
        }
        finally
        {
            await device.CloseAsync(() =>
            {
                channel.Dispose();
                page.Dispose();
            });
        }
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using XenGuest.Kernel;

namespace XenGuest.Guest.Tests.Xenbus;

/// <summary>A driver that serves every device of a list, each for as long as it is there.</summary>
internal sealed class EchoDriver(BusGuest guest, DeviceSide side)
{
    private readonly List<Task> _lives = [];

    /// <summary>How the devices have ended.</summary>
    internal ConcurrentQueue<DeviceEnd> Ends { get; } = new();

    /// <summary>How many devices have come, and how many have gone.</summary>
    internal (int Come, int Gone) Seen { get; private set; }

    internal async Task RunAsync(CancellationToken over)
    {
        await using GuestDeviceList list = side == DeviceSide.Frontend
            ? await guest.Bus.FollowFrontendsAsync("echo", over) : await guest.Bus.FollowBackendsAsync("echo", over);
        try
        {
            while (true)
            {
                DeviceChange change = await list.NextAsync(over);
                Seen = change.IsThere ? (Seen.Come + 1, Seen.Gone) : (Seen.Come, Seen.Gone + 1);
                if (change.IsThere)
                {
                    _lives.RemoveAll(static life => life.IsCompletedSuccessfully);
                    _lives.Add(LiveAsync(list, change));
                }
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(_lives);
    }

    private async Task LiveAsync(GuestDeviceList list, DeviceChange change)
    {
        DeviceEnd end;
        try
        {
            await using GuestDevice device = await list.OpenAsync(change);
            await (side == DeviceSide.Frontend ? EchoDevice.ServeFrontAsync(guest, device) : EchoDevice.ServeBackAsync(guest, device));
            end = device.End;
        }
        catch (XenbusException e)
        {
            end = e.End;
        }
        catch (Exception e) when (e is XenException or OperationCanceledException)
        {
            // The peer's page or port had gone before this end had them.
            end = DeviceEnd.PeerGone;
        }

        Ends.Enqueue(end);
    }
}

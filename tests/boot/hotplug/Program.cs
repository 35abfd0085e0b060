using System;
using System.Globalization;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Hotplug;
using XenGuest.Channel;
using XenGuest.Kernel;

// One end of devices that a toolstack gives and takes away while this runs: front|back, and how many will come.
const int Messages = 50;
GuestDomain domain = GuestEntry.Start();
if (args.Length != 2)
{
    Verdict.Skip("hotplug", "this needs a toolstack that gives devices and takes them away");
    return 0;
}

DeviceSide side = args[0] == "front" ? DeviceSide.Frontend : DeviceSide.Backend;
int count = int.Parse(args[1], CultureInfo.InvariantCulture);
using GuestStore store = domain.OpenStore();
GuestXenbus bus = new(store);
GuestGrants grants = domain.OpenGrants();
Console.WriteLine($"{side}, {count} devices");
Holdings before = await Holdings.CountAsync(domain, store, grants);
Console.WriteLine($"ready, {before}");
await using (GuestDeviceList list = side == DeviceSide.Frontend ? await bus.FollowFrontendsAsync("channel") : await bus.FollowBackendsAsync("channel"))
{
    for (int served = 0; served < count;)
    {
        DeviceChange change = await list.NextAsync();
        if (change.IsThere)
        {
            Console.WriteLine($"over {served} {await ServeAsync(list, change, served)}");
            served++;
        }
    }
}

Holdings after = await Holdings.CountAsync(domain, store, grants);
Console.WriteLine($"over, {after}, {grants.PagesTaken} pages taken");
Check.Equal("what is held", before with { PagesInUse = after.PagesInUse }, after);
Check.Equal("pages in use", 0, after.PagesInUse);
Check.That("pages taken", grants.PagesTaken <= 2, grants.PagesTaken.ToString(CultureInfo.InvariantCulture));
return Check.Verdict("hotplug");

async Task<string> ServeAsync(GuestDeviceList list, DeviceChange change, int served)
{
    await using GuestDevice device = await list.OpenAsync(change);
    DeviceEnd closing;
    if (side == DeviceSide.Frontend)
    {
        ChannelFrontend frontend = await ChannelFrontend.ConnectAsync(device, grants, domain.EventChannels);
        await frontend.ExchangeAsync(Messages);
        Console.WriteLine($"talked {served}");
        TaskCompletionSource ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (device.Ending.Register(ending.SetResult))
        {
            await ending.Task;
        }

        closing = await device.CloseAsync(frontend.Dispose);
    }
    else
    {
        ChannelBackend backend = await ChannelBackend.ConnectAsync(device, grants, domain.EventChannels);
        await backend.ServeAsync();
        Check.Equal("messages answered", (ulong)Messages, backend.Answered);
        closing = await device.CloseAsync(backend.Dispose);
    }

    return $"{device.End}, {closing}";
}

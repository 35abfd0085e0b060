using System;
using System.Globalization;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Hotplug;
using XenGuest.Channel;
using XenGuest.Kernel;

// One end of a talk that goes on through the lives of a device, of which all but the last end because one of the two is saved and
// restored: front|back, and how many lives there are.
const int LastMessages = 200;
GuestDomain domain = GuestEntry.Start();
if (args.Length != 2)
{
    Verdict.Skip("talk", "this needs a toolstack that gives devices, saves and restores");
    return 0;
}

DeviceSide side = args[0] == "front" ? DeviceSide.Frontend : DeviceSide.Backend;
int lives = int.Parse(args[1], CultureInfo.InvariantCulture);
ulong next = 0;
ulong taken = 0;
using GuestStore store = domain.OpenStore();
await using GuestPower power = await GuestPower.FollowAsync(domain, store);
power.Refused += static reason => Console.WriteLine($"refused: {reason}");
power.Resumed += static outcome => Console.WriteLine($"resumed: {outcome}");
GuestXenbus bus = new(store);
GuestGrants grants = domain.OpenGrants();
Holdings before = await Holdings.CountAsync(domain, store, grants);
Console.WriteLine($"ready, {side}, {lives} lives");
await using (GuestDeviceList list = side == DeviceSide.Frontend ? await bus.FollowFrontendsAsync("channel") : await bus.FollowBackendsAsync("channel"))
{
    for (int life = 1; life <= lives;)
    {
        DeviceChange change = await list.NextAsync();
        if (change.IsThere)
        {
            await using GuestDevice device = await list.OpenAsync(change);
            string over = await (side == DeviceSide.Frontend ? SendAsync(device, life) : AnswerAsync(device));
            Console.WriteLine($"over {life} {device.End}, {over}");
            life++;
        }
    }
}

Holdings after = await Holdings.CountAsync(domain, store, grants);
Console.WriteLine($"talked about {next} messages, {taken} {(side == DeviceSide.Frontend ? "sent" : "answered")}; {after}");
Check.Equal("what is held", before with { PagesInUse = after.PagesInUse }, after);
Check.Equal("pages in use", 0, after.PagesInUse);
return Check.Verdict("talk");

async Task<string> SendAsync(GuestDevice device, int life)
{
    ulong first = next;
    ChannelFrontend frontend = await ChannelFrontend.ConnectAsync(device, grants, domain.EventChannels, first);
    Task talk = frontend.ExchangeAsync(life == lives ? LastMessages : int.MaxValue);
    Console.WriteLine($"talking {life}");
    try
    {
        await talk;
    }
    catch (OperationCanceledException)
    {
    }

    // What has not come back is dropped, and sent again: the other end knows by its number what it has done already.
    next = frontend.Returned;
    taken += frontend.Sent - first;
    DeviceEnd closing = await device.CloseAsync(frontend.Dispose);
    return $"{closing}: {first} to {next} came back, {frontend.Sent - next} were dropped";
}

async Task<string> AnswerAsync(GuestDevice device)
{
    ulong first = next;
    ChannelBackend backend = await ChannelBackend.ConnectAsync(device, grants, domain.EventChannels, first);
    await backend.ServeAsync();
    next = backend.Next;
    taken += backend.Answered;
    DeviceEnd closing = await device.CloseAsync(backend.Dispose);
    return $"{closing}: {first} to {next} done, {backend.Answered - (next - first)} came again";
}

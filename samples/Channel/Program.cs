using System;
using System.Globalization;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.Channel;
using XenGuest.Kernel;

// Two guests of this image, and a device "channel" between them: which end a guest is stands in xenstore.
const int Messages = 1000;
GuestDomain domain = GuestEntry.Start();
GuestStore store;
try
{
    store = domain.OpenStore();
}
catch (PlatformNotSupportedException)
{
    Verdict.Skip("channel", "this needs two guests of a toolstack: ./xg boot samples/Channel --as pvh --pair channel");
    return;
}

GuestXenbus bus = new(store);
GuestGrants grants = domain.OpenGrants();
int messages = args.Length == 0 ? Messages : int.Parse(args[0], CultureInfo.InvariantCulture);
DeviceSide side = await HasFrontendAsync() ? DeviceSide.Frontend : DeviceSide.Backend;
Console.WriteLine($"{side}, {domain.EventPorts.Abi} events, grants of version {(uint)grants.Table.Version}");

await using (GuestDeviceList devices = side == DeviceSide.Frontend ? await bus.FollowFrontendsAsync("channel") : await bus.FollowBackendsAsync("channel"))
{
    await using GuestDevice device = await devices.OpenAsync(await devices.NextAsync());
    Console.WriteLine($"{device.Path}, the other end is {device.PeerPath}");
    string talk = side == DeviceSide.Frontend ? await SendAsync(device) : await AnswerAsync(device);
    Console.WriteLine(talk);
}

if (grants.GrantedCount + grants.MappedCount + grants.QuarantinedCount != 0)
{
    Verdict.Failure("channel", $"{grants.GrantedCount} pages are still granted, {grants.MappedCount} mapped, {grants.QuarantinedCount} in quarantine");
}

Verdict.Success("channel");

async Task<string> SendAsync(GuestDevice device)
{
    ChannelFrontend frontend = await ChannelFrontend.ConnectAsync(device, grants, domain.EventChannels);
    await frontend.ExchangeAsync(messages);
    DeviceEnd end = await device.CloseAsync(frontend.Dispose);
    return Closed(end, $"{frontend.Returned} messages sent, and all came back");
}

async Task<string> AnswerAsync(GuestDevice device)
{
    ChannelBackend backend = await ChannelBackend.ConnectAsync(device, grants, domain.EventChannels);
    await backend.ServeAsync();
    DeviceEnd end = await device.CloseAsync(backend.Dispose);
    return Closed(end, $"{backend.Answered} messages answered");
}

string Closed(DeviceEnd end, string done)
{
    if (end != DeviceEnd.None)
    {
        Verdict.Failure("channel", $"{done}, but closing ended with {end}");
    }

    return $"{done}; closed";
}

async Task<bool> HasFrontendAsync()
{
    try
    {
        return (await store.ListAsync("device/channel")).Length != 0;
    }
    catch (StoreException)
    {
        return false;
    }
}

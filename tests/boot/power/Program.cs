using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest;

// Says what the toolstack wants of it, and does it.
GuestDomain domain = GuestEntry.Start();
GuestStore store;
try
{
    store = domain.OpenStore();
}
catch (PlatformNotSupportedException)
{
    Verdict.Skip("power", "a domain without a toolstack has no xenstore");
    return 0;
}

await using GuestPower power = await GuestPower.FollowAsync(domain, store);
power.KeyPressed += static key => Console.WriteLine($"key {key}");
power.Refused += static reason => Console.WriteLine($"refused: {reason}");
power.BeforeEnd(static _ => throw new InvalidOperationException("this handler fails"));
power.BeforeEnd(static request =>
{
    Console.WriteLine($"ending by {request}");
    return ValueTask.CompletedTask;
});
Console.WriteLine("ready");
await Task.Delay(Timeout.Infinite);
return 0;

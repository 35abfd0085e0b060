using System;
using System.Globalization;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;

// A domain is saved and restored as often as its command line says, under the load of timers, signals between its vCPUs, a loopback
// and xenstore. Whoever waits goes on; what was sent comes, or its channel is rebuilt and says so by an event.
GuestDomain domain = GuestEntry.Start();
GuestStore store;
try
{
    store = domain.OpenStore();
}
catch (PlatformNotSupportedException)
{
    Verdict.Skip("suspend", "a domain without a toolstack has no xenstore");
    return 0;
}

string[] words = Environment.GetCommandLineArgs();
int restores = int.Parse(words[1], CultureInfo.InvariantCulture);
int cancels = int.Parse(words[2], CultureInfo.InvariantCulture);
int restored = 0;
int cancelled = 0;
SemaphoreSlim resumed = new(0);
await using GuestPower power = await GuestPower.FollowAsync(domain, store);
power.Refused += static reason => Console.WriteLine($"refused: {reason}");
power.Resumed += outcome =>
{
    if (outcome == SuspendOutcome.Restored)
    {
        restored++;
    }
    else
    {
        cancelled++;
    }

    resumed.Release();
};

using Load load = new(domain, store);
Console.WriteLine("ready");
for (int i = 0; i < restores + cancels; i++)
{
    await resumed.WaitAsync();

    // Every kind of load must have moved on since.
    await load.AdvanceAsync();
    string id = await store.ReadTextAsync("domid");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resumed {restored} {cancelled} as {id}: {load}"));
}

await load.StopAsync();
Check.Equal("so often it was restored", restores, restored);
Check.Equal("so often nothing came of it", cancels, cancelled);
load.CheckAll();
return Check.Verdict("suspend");

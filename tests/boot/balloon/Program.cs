using System;
using System.Threading;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Balloon;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// Becomes smaller and larger as its toolstack wants, while it allocates; until data/end is written.
GuestDomain domain = GuestEntry.Start();
GuestStore store;
try
{
    store = domain.OpenStore();
}
catch (PlatformNotSupportedException)
{
    Verdict.Skip("balloon", "a domain without a toolstack has no xenstore");
    return 0;
}

GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true);
ulong free = Machine.Counts.AvailableFrames;
MemoryOperations memory = new(domain.Hypervisor);
ulong pages = memory.GetCurrentReservation(DomainId.Self).Value;
Console.WriteLine($"  {pages} pages, {free} frames free, target {await store.ReadTextAsync("memory/target")}, static-max {await store.ReadTextAsync("memory/static-max")}");
using CancellationTokenSource end = new();
Task<Allocations> work = Task.Factory.StartNew(() => Allocations.Run(end.Token), TaskCreationOptions.LongRunning);
await using (GuestBalloon balloon = await domain.OpenBalloonAsync(store))
{
    GuestStoreWatch ending = await store.WatchAsync("data/end");
    await ending.NextAsync();
    Task<string> ended = ending.NextAsync().AsTask();
    BalloonState last = default;
    while (!ended.IsCompleted)
    {
        BalloonState now = balloon.State;
        if (now != last && now.Outcome != BalloonOutcome.Underway)
        {
            last = now;
            ulong has = memory.GetCurrentReservation(DomainId.Self).Value;
            Console.WriteLine($"size {now.CurrentBytes / 1024} of {now.TargetBytes / 1024}: {now.Outcome} {now.Refusal}, {has} pages, {Machine.Counts.AvailableFrames} free, heap {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024}");
        }

        await Task.WhenAny(ended, Task.Delay(20));
        if (balloon.Completion.IsFaulted)
        {
            await balloon.Completion;
        }
    }

    Check.Equal("the end finds all memory back", last.TargetBytes, last.CurrentBytes);
}

await end.CancelAsync();
Allocations done = await work;
Check.Equal("what was allocated stayed whole", 0, done.Broken);
Check.That("there was work meanwhile", done.Rounds > 10, $"{done.Rounds} rounds, {done.Refused} of them found no memory");
Check.Equal("Xen counts as many pages as before", pages, memory.GetCurrentReservation(DomainId.Self).Value);
GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true);
ulong freeNow = Machine.Counts.AvailableFrames;
const ulong Little = 256;
Check.That("and the machine as many frames, but for a little", freeNow + Little >= free && freeNow <= free + Little, $"{free} before, {freeNow} now");
return Check.Verdict("balloon");

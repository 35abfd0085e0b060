using System;
using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// A domain of a toolstack reads what that has written for it, writes, watches, and runs a transaction.
GuestDomain domain = GuestEntry.Start();
GuestStore store;
try
{
    store = domain.OpenStore();
}
catch (PlatformNotSupportedException)
{
    Verdict.Skip("store", "a domain without a toolstack has no xenstore");
    return 0;
}

string id = await store.ReadTextAsync("domid");
string name = await store.ReadTextAsync("name");
string home = await store.GetDomainPathAsync(new DomainId(ushort.Parse(id, System.Globalization.CultureInfo.InvariantCulture)));
Console.WriteLine($"domain {id}, {name}, at {home}");
Check.Equal("the path leads to the same name", name, await store.ReadTextAsync($"{home}/name"));
Check.That("there is something at home", (await store.ListAsync(home)).Length != 0);

await store.WriteTextAsync("data/one", "1");
Check.Equal("what was written is read", "1", await store.ReadTextAsync("data/one"));
await using GuestStoreWatch watch = await store.WatchAsync("data/watched");
Check.Equal("a watch fires at once", "data/watched", await watch.NextAsync());
ValueTask<string> next = watch.NextAsync();
await store.WriteTextAsync("data/watched", "2");
Check.Equal("and when something changes", "data/watched", await next);

int tries = 0;
await store.InTransactionAsync(async transaction =>
{
    tries++;
    string before = await store.ReadTextAsync("data/one", transaction);
    if (tries == 1)
    {
        // Outside of it: the first try must fail.
        await store.WriteTextAsync("data/one", before + "+");
    }

    await store.WriteTextAsync("data/two", before, transaction);
});
Check.Equal("a transaction that was spoilt is tried again", 2, tries);
Check.Equal("and sees what spoilt it", "1+", await store.ReadTextAsync("data/two"));

StoreException? refusal = null;
try
{
    await store.WriteTextAsync("/tool/mine", "3");
}
catch (StoreException e)
{
    refusal = e;
}

Check.Equal("what belongs to others is refused", XenErrno.AccessDenied, refusal?.Error ?? XenErrno.None);
await store.RemoveAsync("data/one");
await store.RemoveAsync("data/two");
Check.Equal("the connection stands", StoreFault.None, store.Fault);
return Check.Verdict("store");

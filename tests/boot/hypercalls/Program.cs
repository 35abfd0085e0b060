using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Hypercalls;

// What hypercalls cost here, how many of them an operation takes, and that none of it allocates.
GuestDomain domain = GuestEntry.Start();
Check.Part("Hypercalls of an operation", new Counts(domain).Run);
await Check.PartAsync("Bytes allocated", () => new Allocations(domain).RunAsync());
Check.Part("Time of a hypercall", new Times(domain).Run);
return Check.Verdict("hypercalls");

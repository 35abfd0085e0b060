using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Loopback;

// Two ports of this domain, bound to each other, play ping-pong: no event is lost and none comes twice.
GuestDomain domain = GuestEntry.Start();
await Check.PartAsync("Ping-pong that is awaited", () => new AwaitedPingPong(domain).RunAsync());
Check.Part("Ping-pong of handlers", new HandlerPingPong(domain).Run);
return Check.Verdict("loopback");

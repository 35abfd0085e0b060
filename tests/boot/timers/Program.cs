using XenGuest.BootGuests;
using XenGuest.BootGuests.Timers;

Check.Part("Clocks", Clocks.Run);
await Check.PartAsync("Delays and periodic timers", Delays.RunAsync);
Check.Part("An idle machine takes no tick", Idle.Run);
return Check.Verdict("timers");

using System;
using System.Linq;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Time;

// Steps of the date, time on several vCPUs, and what was stolen from each. With "step" the date is set by somebody else.
GuestDomain domain = GuestEntry.Start();
await Check.PartAsync("one time for all vCPUs", () => OneTime.RunAsync(domain));
Check.Part("stolen time", () => StolenTime.Run(domain));
await Check.PartAsync("date steps", () => args.Contains("step") ? DateSteps.AwaitAsync() : DateSteps.MakeAsync(domain));
Check.Part("areas of time", () => TimeAreas.Run(domain));
return Check.Verdict("time");

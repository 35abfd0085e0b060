using System;
using System.Globalization;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Stress;

TimeSpan duration = TimeSpan.FromSeconds(int.Parse(args[0], CultureInfo.InvariantCulture));
Check.Part($"8 threads and 10 tasks for {duration.TotalSeconds} s: locks, exceptions, garbage, timers, events on all vCPUs", () => Load.Run(duration));
return Check.Verdict("stress");

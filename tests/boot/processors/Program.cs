using System;
using System.Globalization;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Processors;

TimeSpan duration = TimeSpan.FromSeconds(int.Parse(args[0], CultureInfo.InvariantCulture));
Check.Part("Every vCPU runs threads", Places.Run);
Check.Part("A signal reaches a thread that computes on another vCPU", () => SignalRing.Run(duration / 4));
Check.Part("A barrier on all vCPUs", () => Barriers.Run(duration / 4));
Check.Part("A page that is given up is forgotten on all vCPUs", () => Pages.Run(duration / 4));
Check.Part("The collector stops threads on all vCPUs", () => Collections.Run(duration / 4));
return Check.Verdict("processors");

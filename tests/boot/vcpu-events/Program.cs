using System.Linq;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.VcpuEvents;
using XenGuest.Hypercall;

// Timer, IPI and upcall on each vCPU; the number of vCPUs is the argument.
GuestDomain domain = GuestEntry.Start();

// First of all: the event thread is to be the one that makes the pool's first worker.
await Workers.BeginAsync(domain);
Check.Equal("vCPUs", int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture), domain.Vcpus.Count);
Check.That("each has its vcpu_info in a page of its own", domain.Vcpus.All(static vcpu => vcpu.InfoRefusal == XenErrno.None));
Check.Part("Each vCPU's timer fires on it", () => Rounds.Timers(domain));
Check.Part("Every vCPU signals the next", () => Rounds.Ring(domain));
Check.Part("A channel goes from vCPU to vCPU", () => Rounds.Journey(domain));
await Check.PartAsync("Work that an event thread gives to the pool runs on every vCPU", () => Workers.SpreadAsync(domain));
Check.That("each took upcalls", domain.Vcpus.All(static vcpu => vcpu.UpcallCount > 0), string.Join(' ', domain.Vcpus.Select(static vcpu => vcpu.UpcallCount)));
return Check.Verdict("vcpu-events");

using System;
using System.Linq;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.EventTimes;
using XenGuest.Hypercall;

// How long events take, while nothing else runs and while two threads allocate: from sending to the handler, there and back, and from the
// moment a timer runs out. Every event that was raised must have come. Words: vcpu=N, the vCPU that handles; seconds=S for each part.
const ulong MegabytesPerSecond = 100;
const int TicksPerSecond = 300;
GuestDomain domain = GuestEntry.Start();
VcpuId vcpu = new(Word("vcpu", 0));
TimeSpan duration = TimeSpan.FromSeconds(Word("seconds", 1));
string where = vcpu.Value == 0 ? "same vCPU" : $"to vCPU {vcpu.Value}";

Check.Part("Nothing else runs", () => Measures("idle"));
Check.Part($"Two threads allocate {MegabytesPerSecond} MB/s", () =>
{
    Garbage garbage = new(domain, MegabytesPerSecond);
    Measures("while others allocate");
    garbage.Stop();
});
Check.Equal("events that belong to nobody", 0UL, domain.Vcpus[0].Dispatcher.Unclaimed);
return Check.Verdict("event-times");

void Measures(string load)
{
    new Loopback(domain, vcpu).Run(duration, $"{where}, {load}");
    new TimerTicks(domain, (int)(TicksPerSecond * duration.TotalSeconds)).Run(load);
}

uint Word(string name, uint value) =>
    args.FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal)) is string word ? uint.Parse(word[(name.Length + 1)..]) : value;

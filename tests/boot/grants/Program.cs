using System;
using System.Diagnostics;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Grants;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// A dom0 without other domains grants to itself: both versions, and every answer that it can get from Xen.
GuestDomain domain = GuestEntry.Start();
GuestStage stage = new(domain.Hypervisor);
Console.WriteLine($"Xen {domain.Xen.Version}, {domain.Options.Hypercalls} hypercalls");
Play(GrantVersion.One);
Play(GrantVersion.Two);
return Check.Verdict("grants");

void Play(GrantVersion version)
{
    GrantCases cases = new(stage, version);
    Check.Part($"Version {(uint)version}: held", cases.Hold);
    Check.Part("Read only", cases.ReadOnly);
    Check.Part("Refusals", cases.Refusals);
    Check.Part("Copies", cases.Copies);
    if (version == GrantVersion.Two)
    {
        Check.Part("Parts, and grants passed on", cases.PartsAndPassingOn);
    }

    Check.Part("Limits", cases.Limits);
    Check.Part("Times", () => Measure(cases.Table));
}

static void Measure(GrantTable table)
{
    const int Rounds = 100_000;
    Stopwatch clock = Stopwatch.StartNew();
    long before = GC.GetAllocatedBytesForCurrentThread();
    for (int i = 0; i < Rounds; i++)
    {
        table.Grant(default, default, GrantAccess.ReadWrite).Value.Dispose();
    }

    long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    Check.Equal($"bytes allocated, at {clock.ElapsedMilliseconds * 1_000_000 / Rounds} ns for a grant and its end", 0L, allocated);
}

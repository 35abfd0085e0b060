using System;
using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.Storm;
using XenGuest.Hypercall;

// Many ports, far apart, that several threads raise without waiting: whatever was sent is seen in the end.
const int Targets = 48;
const int Between = 20;
const int SendersPerTarget = 3;
const int Rounds = 60;
GuestDomain domain = GuestEntry.Start();
Target[] targets = new Target[Targets];

Check.Part("Binding", () =>
{
    EventChannelOperations operations = new(domain.Hypervisor);
    for (int i = 0; i < Targets; i++)
    {
        targets[i] = new Target(domain);
        for (int unused = 0; unused < Between; unused++)
        {
            operations.AllocateUnbound(DomainId.Self, DomainId.Self);
        }
    }

    Check.That("the ports lie in many words of the pending bits", targets.Select(static target => target.Port.Value / 64).Distinct().Count() > 10);
});

Check.Part("Three threads raise all of them", () =>
{
    Thread[] threads = [.. Enumerable.Range(0, SendersPerTarget).Select(thread => new Thread(() =>
    {
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Targets; i++)
            {
                targets[(i * (thread + 1)) % Targets].Send();
            }
        }
    }))];
    foreach (Thread thread in threads)
    {
        thread.Start();
    }

    foreach (Thread thread in threads)
    {
        thread.Join();
    }

    Arrivals.Until("what was sent everywhere", () => targets.All(static target => target.HasSeenAll));
    int events = targets.Sum(static target => target.Events);
    Check.That("every port saw the last of what was sent to it", targets.All(static target => target.HasSeenAll));
    Check.That("no more events came than were sent", events <= SendersPerTarget * Rounds * Targets, $"{events} events for {SendersPerTarget * Rounds * Targets} sends");
});

Check.Part("Threads that mask and unmask while others send", () =>
{
    bool stop = false;
    Thread masking = new(() =>
    {
        Random random = new(1);
        while (!Volatile.Read(ref stop))
        {
            targets[random.Next(Targets)].MaskForAMoment();
        }
    });
    masking.Start();
    for (int round = 0; round < Rounds; round++)
    {
        foreach (Target target in targets)
        {
            target.Send();
        }
    }

    Volatile.Write(ref stop, true);
    masking.Join();
    Arrivals.Until("what was sent everywhere", () => targets.All(static target => target.HasSeenAll));
    Check.That("every port saw the last of what was sent to it", targets.All(static target => target.HasSeenAll));
});
return Check.Verdict("storm");

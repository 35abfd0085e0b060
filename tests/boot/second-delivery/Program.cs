using System;
using System.Linq;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.BootGuests.SecondDelivery;
using XenGuest.Kernel;

// QEMU's nested SVM delivers an interrupt twice now and then. Wherever the second comes, it is dropped and nothing is lost.
GuestDomain domain = GuestEntry.Start();
const int Rounds = 1000;
Deliveries deliveries = new();
if (args.Contains("double-fault"))
{
    deliveries.DoubleFault();
}

Check.Part("A second upcall to a thread", () =>
{
    ulong before = Machine.Counts.DroppedInterrupts;
    Repeat(deliveries.ToThread, Rounds);
    Check.That("is not dropped", Machine.Counts.DroppedInterrupts - before < Rounds / 10);
});
Check.Part("A second delivery with interrupts off", () => Dropped(deliveries.WithInterruptsOff, Rounds));
Check.Part("A second delivery to the machine", () => Dropped(deliveries.ToMachine, Rounds));
Check.Part("A second delivery before the first instruction of the handler", () => Dropped(deliveries.BeforeTheHandler, 3));
Check.Part("Events afterwards", () =>
{
    Arrivals arrivals = new();
    EventChannel channel = Arrivals.BindIpi(domain, arrivals.Handle);
    for (int i = 1; i <= Rounds; i++)
    {
        channel.Notify();
        arrivals.Await(i);
    }

    Check.Equal("come once each", Rounds, arrivals.Count);
    channel.Close();
});
return Check.Verdict("second-delivery");

static void Dropped(Action deliver, int rounds)
{
    ulong before = Machine.Counts.DroppedInterrupts;
    Repeat(deliver, rounds);
    ulong dropped = Machine.Counts.DroppedInterrupts - before;

    // The emulator may add some of its own.
    Check.That("is dropped every time", dropped >= (ulong)rounds && dropped < (ulong)rounds + (Rounds / 10), $"{dropped} of {rounds}");
}

static void Repeat(Action deliver, int rounds)
{
    // Values that are in registers over a delivery, so that one that it destroyed would show.
    long sum = 0;
    double product = 1;
    for (int i = 1; i <= rounds; i++)
    {
        deliver();
        sum += i;
        product *= 1.001;
    }

    Check.Equal("registers are kept", rounds * (rounds + 1L) / 2, sum);
    Check.That("floating point, too", Math.Abs(product - Math.Pow(1.001, rounds)) < 1e-6);
}

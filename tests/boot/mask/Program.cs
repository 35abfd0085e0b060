using System.Threading.Tasks;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Kernel;

// A masked port keeps its event, and gives it when it is unmasked.
GuestDomain domain = GuestEntry.Start();
Fence fence = new(domain);

Check.Part("An event on a masked port", () =>
{
    Arrivals arrivals = new();
    EventChannel channel = domain.EventChannelBinder.BindInterprocessorInterrupt(default, arrivals.Handle).Value;
    Check.That("a channel comes masked", channel.IsMasked);
    channel.Notify();
    channel.Notify();
    channel.Notify();
    fence.Pass();
    Check.That("it is pending", channel.IsPending);
    Check.Equal("it is not delivered", 0, arrivals.Count);
    channel.Unmask();
    arrivals.Await(1);
    fence.Pass();
    Check.Equal("unmasked, three events are delivered as one", 1, arrivals.Count);
    Check.That("nothing is pending any more", !channel.IsPending && !channel.IsMasked);
    channel.Close();
});

Check.Part("Masking and unmasking without an event", () =>
{
    Arrivals arrivals = new();
    EventChannel channel = Arrivals.BindIpi(domain, arrivals.Handle);
    for (int i = 0; i < 100; i++)
    {
        channel.Mask();
        channel.Unmask();
    }

    fence.Pass();
    Check.Equal("nothing is delivered", 0, arrivals.Count);
    channel.Notify();
    arrivals.Await(1);
    Check.Equal("an event after it is", 1, arrivals.Count);
    channel.Close();
});

Check.Part("A handler that masks its own port", () =>
{
    EventChannel? channel = null;
    Arrivals arrivals = new();
    channel = Arrivals.BindIpi(domain, port =>
    {
        channel!.Mask();

        // Raised while the handler runs and after it masked: it must wait.
        channel.Notify();
        arrivals.Handle(port);
    });
    channel.Notify();
    arrivals.Await(1);
    fence.Pass();
    Check.Equal("it runs once", 1, arrivals.Count);
    Check.That("and its event waits, masked", channel.IsPending && channel.IsMasked);
    channel.Unmask();
    arrivals.Await(2);
    fence.Pass();
    Check.Equal("unmasked, it runs once more", 2, arrivals.Count);
    channel.Close();
});

Check.Part("A handler that masks and unmasks its own port", () =>
{
    const int Rounds = 1000;
    EventChannel? channel = null;
    Arrivals arrivals = new();
    channel = Arrivals.BindIpi(domain, port =>
    {
        channel!.Mask();
        arrivals.Handle(port);
        if (arrivals.Count < Rounds)
        {
            channel.Notify();
        }

        channel.Unmask();
    });
    channel.Notify();
    arrivals.Await(Rounds);
    fence.Pass();
    Check.Equal("each event that it raises is delivered", Rounds, arrivals.Count);
    channel.Close();
});

await Check.PartAsync("A masked port that is awaited", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    channel.Mask();
    channel.Notify();
    fence.Pass();
    ValueTask wait = channel.WaitAsync();
    Check.That("the wait is not over", !wait.IsCompleted);
    channel.Unmask();
    await wait;
    Check.That("unmasked, it is", !channel.IsPending);
});
return Check.Verdict("mask");

using System.Linq;
using System.Threading;
using XenGuest;
using XenGuest.BootGuests;
using XenGuest.Hypercall;
using XenGuest.Kernel;

// Signals of a vCPU to itself.
const int Ports = 5;
const int Rounds = 200;
GuestDomain domain = GuestEntry.Start();
Fence fence = new(domain);

Check.Part("Five ports of one vCPU", () =>
{
    Arrivals[] arrivals = [.. Enumerable.Range(0, Ports).Select(static _ => new Arrivals())];
    EventChannel[] channels = [.. arrivals.Select(arrival => Arrivals.BindIpi(domain, arrival.Handle))];
    for (int i = 0; i < Rounds; i++)
    {
        int which = i % Ports;
        int before = arrivals[which].Count;
        channels[which].Notify();
        arrivals[which].Await(before + 1);
    }

    fence.Pass();
    Check.That("each signal came once, on its own port", arrivals.All(static arrival => arrival.Count == Rounds / Ports), string.Join(' ', arrivals.Select(static arrival => arrival.Count)));
    Check.That("every port notifies vCPU 0", channels.All(static channel => channel.Vcpu == new VcpuId(0) && channel.GetStatus().Value.Vcpu == new VcpuId(0)));
    foreach (EventChannel channel in channels)
    {
        channel.Close();
    }
});

await Check.PartAsync("Signals from several threads to one that waits", async () =>
{
    using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
    int sent = 0;
    Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
    {
        for (int i = 0; i < Rounds; i++)
        {
            Interlocked.Increment(ref sent);
            channel.Notify();
        }
    }))];
    foreach (Thread thread in threads)
    {
        thread.Start();
    }

    // Several signals may come as one, but none is left behind: what was sent before a wait ends is seen after it.
    int seen = 0;
    while (seen < 3 * Rounds)
    {
        await channel.WaitAsync();
        seen = Volatile.Read(ref sent);
    }

    Check.Equal("what was sent was seen", 3 * Rounds, seen);
    foreach (Thread thread in threads)
    {
        thread.Join();
    }
});

Check.Part("A vCPU that is not there", () =>
{
    XenResult<EventChannel> none = domain.EventChannelBinder.BindInterprocessorInterrupt(new VcpuId(7), static _ => { });
    Check.Equal("the binding is refused", XenErrno.NotFound, none.Error);
    Check.Throws<XenException>("and by an exception where it is awaited", () => domain.EventChannels.BindInterprocessorInterrupt(new VcpuId(7)));
});
return Check.Verdict("ipi");

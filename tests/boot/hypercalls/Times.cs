using System;
using System.Diagnostics;
using XenGuest.Hypercall;

namespace XenGuest.BootGuests.Hypercalls;

/// <summary>Microseconds of a few hypercalls: the median of batches, by the form that the command line asks for.</summary>
internal sealed class Times(GuestDomain domain)
{
    private const int Batches = 15;
    private const int CallsOfBatch = 200;

    private readonly EventChannelOperations _operations = new(domain.Hypervisor);

    public void Run()
    {
        VersionOperations version = new(domain.Hypervisor);
        TimerOperations timer = new(domain.Hypervisor);
        EventPort unbound = _operations.AllocateUnbound(DomainId.Self, DomainId.Self).Value;
        Time("xen_version", () => version.GetVersion());
        Time("event_channel_op status", () => _operations.GetStatus(DomainId.Self, unbound));
        Time("event_channel_op send, nobody there", () => _operations.Notify(unbound));
        Time("event_channel_op unmask", () => _operations.Unmask(unbound));
        Time("event_channel_op bind_ipi and close", () => _operations.Close(_operations.BindInterprocessorInterrupt(default).Value));
        Time("set_timer_op", () => timer.Stop());
        using GuestEventChannel channel = domain.EventChannels.BindInterprocessorInterrupt();
        Time("send, upcall, dispatch and the awaited continuation", () =>
        {
            channel.Notify();
            channel.WaitAsync().AsTask().Wait();
        });
    }

    private static void Time(string what, Action call)
    {
        double[] microseconds = new double[Batches];
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < CallsOfBatch; i++)
            {
                call();
            }

            microseconds[batch] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsOfBatch;
        }

        Array.Sort(microseconds);
        Measure.Print($"{what}, on Xen", "µs", microseconds[Batches / 2]);
    }
}

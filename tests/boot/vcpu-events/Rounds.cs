using System;
using System.Linq;
using System.Threading;
using XenGuest.BootGuests.Processors;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.BootGuests.VcpuEvents;

/// <summary>Events on every vCPU.</summary>
internal static class Rounds
{
    private const int MostSignals = 400;
    private const ulong Millisecond = 1_000_000;

    public static void Timers(GuestDomain domain)
    {
        int elsewhere = 0;
        foreach (GuestVcpu vcpu in domain.Vcpus)
        {
            Arrivals arrivals = new();
            EventChannel channel = domain.EventChannelBinder.BindVirtualInterrupt(VirtualInterrupt.Timer, vcpu.Id, port =>
            {
                elsewhere += Cpus.Current == vcpu.Id.Value ? 0 : 1;
                arrivals.Handle(port);
            }).Value;
            channel.Unmask();
            vcpu.Timer.Set(domain.Time.SystemTimeNanoseconds + Millisecond);
            arrivals.Await(1);
            channel.Close();
        }

        Check.Equal("every handler ran on the vCPU of its timer", 0, elsewhere);
    }

    public static void Ring(GuestDomain domain)
    {
        int count = domain.Vcpus.Count;
        int times = Math.Max(2, MostSignals / count);
        int elsewhere = 0;
        Arrivals[] arrivals = [.. domain.Vcpus.Select(static _ => new Arrivals())];
        EventChannel[] channels = new EventChannel[count];
        for (int i = 0; i < count; i++)
        {
            int me = i;
            channels[i] = domain.EventChannelBinder.BindInterprocessorInterrupt(new VcpuId((uint)i), port =>
            {
                if (Cpus.Current != me)
                {
                    Interlocked.Increment(ref elsewhere);
                }

                arrivals[me].Handle(port);
                if (me + 1 < count || arrivals[0].Count < times)
                {
                    channels[(me + 1) % count].Notify();
                }
            }).Value;
        }

        foreach (EventChannel channel in channels)
        {
            channel.Unmask();
        }

        channels[0].Notify();
        arrivals[count - 1].Await(times);
        Check.Equal("every handler ran on the vCPU of its port", 0, elsewhere);
        Check.That("each vCPU was signalled as often", arrivals.All(arrival => arrival.Count == times), string.Join(' ', arrivals.Select(static arrival => arrival.Count)));
        foreach (EventChannel channel in channels)
        {
            channel.Close();
        }
    }

    public static void Journey(GuestDomain domain)
    {
        Arrivals arrivals = new();
        int where = -1;
        EventChannelHandler handler = port =>
        {
            where = Cpus.Current;
            arrivals.Handle(port);
        };
        EventChannel here = domain.EventChannelBinder.AllocateUnbound(DomainId.Self, handler).Value;
        EventChannel there = domain.EventChannelBinder.BindInterdomain(DomainId.Self, here.Port, static _ => { }).Value;
        here.Unmask();
        bool everywhere = true;
        for (uint vcpu = 0; vcpu < domain.Vcpus.Count; vcpu++)
        {
            XenErrno error;
            while ((error = here.BindVcpu(new VcpuId(vcpu))) == XenErrno.Busy)
            {
                Thread.Yield();
            }

            int before = arrivals.Count;
            there.Notify();
            arrivals.Await(before + 1);
            everywhere &= error == XenErrno.None && Volatile.Read(ref where) == vcpu;
        }

        Check.That("its handler runs where it was moved to", everywhere);
        there.Close();
        here.Close();
    }
}

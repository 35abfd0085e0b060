using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Events;

/// <summary>How often ports that are raised without end are handled between the raise of another and its handler.</summary>
public sealed class FairnessTests
{
    private const int Rounds = 2000;

    [Theory]
    [InlineData(EventAbi.TwoLevel, 1)]
    [InlineData(EventAbi.TwoLevel, 3)]
    [InlineData(EventAbi.TwoLevel, 20)]
    [InlineData(EventAbi.Fifo, 1)]
    [InlineData(EventAbi.Fifo, 3)]
    [InlineData(EventAbi.Fifo, 20)]
    public void Storms_keep_no_other_port_waiting(EventAbi abi, int stormCount)
    {
        using Scene<ulong> scene = new(abi);
        Random random = new(stormCount);
        int[] events = new int[stormCount];
        int[] atRaise = new int[stormCount];
        int longest = 0;
        int arrivals = 0;
        bool waits = false;
        List<EventChannel> storms = [];
        EventChannel? other = null;
        for (int i = 0; i < stormCount; i++)
        {
            // Ports before and behind the other one, in its word and far away.
            scene.BindMany(random.Next(40));
            if (i == stormCount / 2)
            {
                other = scene.BindSelf(_ =>
                {
                    longest = Math.Max(longest, Enumerable.Range(0, stormCount).Max(storm => events[storm] - atRaise[storm]));
                    waits = false;
                    arrivals++;
                });
            }

            int own = i;
            storms.Add(scene.BindSelf(_ =>
            {
                events[own]++;
                if (!waits && random.Next(5) == 0)
                {
                    waits = true;
                    events.CopyTo(atRaise, 0);
                    other!.Notify();
                }

                storms[own].Notify();
            }));
        }

        storms.ForEach(storm => storm.Notify());
        while (arrivals < Rounds)
        {
            Assert.True(scene.Dispatcher.Dispatch());
        }

        Assert.InRange(longest, 0, abi == EventAbi.Fifo ? 1 : 2);
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void A_vcpu_that_sends_without_end_keeps_no_other_port_waiting(EventAbi abi)
    {
        using Scene<ulong> scene = new(abi, vcpus: 2);
        EventChannelOperations sendingVcpu = new(scene.Domain.Vcpus[1]);
        int events = 0;
        int arrivals = 0;
        EventChannel storm = scene.BindSelf(_ => Volatile.Write(ref events, events + 1));
        int atArrival = 0;
        EventChannel other = scene.BindSelf(_ =>
        {
            atArrival = events;
            Volatile.Write(ref arrivals, arrivals + 1);
        });
        bool stop = false;
        int longest = 0;
        Thread sender = new(() =>
        {
            int raised = 0;
            int before = 0;
            while (!Volatile.Read(ref stop))
            {
                sendingVcpu.Notify(storm.Port);
                if (Volatile.Read(ref arrivals) == raised)
                {
                    longest = raised == 0 ? 0 : Math.Max(longest, atArrival - before);
                    raised++;
                    sendingVcpu.Notify(other.Port);

                    // What ran before the raise had returned does not count.
                    before = Volatile.Read(ref events);
                }
            }
        });
        sender.Start();
        while (Volatile.Read(ref arrivals) < Rounds)
        {
            scene.Dispatcher.Dispatch();
        }

        Volatile.Write(ref stop, true);
        sender.Join();
        // The storm's event that is just being handed over, and one that was raised between its acknowledgement and the other's raise.
        Assert.InRange(longest, 0, 2);
    }
}

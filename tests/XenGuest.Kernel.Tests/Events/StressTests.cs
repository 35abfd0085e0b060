using System;
using System.Threading;
using XenGuest.Hypercall;

namespace XenGuest.Kernel.Tests.Events;

/// <summary>The event thread's loop and its senders on threads of their own, on a real processor.</summary>
public sealed class StressTests
{
    private const int SenderCount = 3;

    private static readonly int s_raises =
        Environment.GetEnvironmentVariable("XENGUEST_LONG") == "1" ? 2_000_000 : 20_000;

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void No_event_of_several_senders_is_lost_while_their_channels_are_masked_and_unmasked(EventAbi abi)
    {
        using Scene<ulong> scene = new(abi);
        int[] raised = new int[SenderCount];
        int[] seen = new int[SenderCount];
        EventChannel[] channels = new EventChannel[SenderCount];
        for (int i = 0; i < SenderCount; i++)
        {
            int own = i;
            channels[own] = scene.BindSelf(_ => Volatile.Write(ref seen[own], Volatile.Read(ref raised[own])));
        }

        int ended = 0;
        Thread[] senders = new Thread[SenderCount];
        for (int i = 0; i < SenderCount; i++)
        {
            int own = i;
            EventChannel masked = channels[(own + 1) % SenderCount];
            senders[own] = new Thread(() =>
            {
                for (int raise = 1; raise <= s_raises; raise++)
                {
                    Volatile.Write(ref raised[own], raise);
                    channels[own].Notify();
                    if (raise % 7 == 0)
                    {
                        masked.Mask();
                        masked.Unmask();
                    }
                }

                Interlocked.Increment(ref ended);
            });
            senders[own].Start();
        }

        // The test thread is the event thread. When nobody raises any more and nothing is left, it has seen all.
        bool isLast;
        do
        {
            isLast = Volatile.Read(ref ended) == SenderCount;
            int count = scene.Guest.UpcallCount(0);
            while (scene.Dispatcher.Dispatch())
            {
                Thread.Yield();
            }

            SpinWait.SpinUntil(() => scene.Guest.UpcallCount(0) != count || Volatile.Read(ref ended) == SenderCount);
        }
        while (!isLast);
        Array.ForEach(senders, sender => sender.Join());
        Assert.Equal(raised, seen);
        Assert.All(channels, channel => Assert.False(channel.IsPending));
    }

    [Theory]
    [InlineData(EventAbi.TwoLevel)]
    [InlineData(EventAbi.Fifo)]
    public void A_port_that_is_closed_and_bound_anew_all_the_time_never_gets_the_events_of_its_last_owner(EventAbi abi)
    {
        using Scene<ulong> scene = new(abi);
        EventChannel neighbour = scene.BindSelf();
        bool ended = false;
        int wrong = 0;
        Thread owner = new(() =>
        {
            for (int i = 0; i < s_raises / 10; i++)
            {
                int raised = 0;
                int seen = 0;
                EventChannel channel = scene.BindSelf(_ =>
                {
                    wrong += Volatile.Read(ref raised) == 0 ? 1 : 0;
                    Volatile.Write(ref seen, 1);
                });
                Volatile.Write(ref raised, 1);
                channel.Notify();
                neighbour.Notify();
                if (i % 2 == 0)
                {
                    SpinWait.SpinUntil(() => Volatile.Read(ref seen) == 1);
                }

                channel.Close();
            }

            Volatile.Write(ref ended, true);
        });
        owner.Start();
        while (!Volatile.Read(ref ended))
        {
            scene.Dispatcher.Dispatch();
        }

        owner.Join();
        Assert.Equal(0, wrong);
        Assert.Equal(XenErrno.None, neighbour.Close());
    }
}

using System;
using System.Diagnostics;
using System.Threading;
using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.BootGuests;

/// <summary>Counts the events of a channel, and waits for a number of them.</summary>
internal sealed class Arrivals
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private int _count;

    /// <summary>How often the handler ran.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The handler.</summary>
    public void Handle(EventPort port) => Interlocked.Increment(ref _count);

    /// <summary>Lets others run until the handler ran so often.</summary>
    /// <exception cref="TimeoutException">It did not within half a minute.</exception>
    public void Await(int count) => Until($"{count} events", () => Count >= count);

    /// <summary>Lets others run until something holds.</summary>
    /// <exception cref="TimeoutException">It did not within half a minute.</exception>
    public static void Until(string what, Func<bool> holds)
    {
        long start = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Thread.Yield();
            if (Stopwatch.GetElapsedTime(start) > s_limit)
            {
                throw new TimeoutException($"there were never {what}");
            }
        }
    }

    /// <summary>Binds an interprocessor interrupt of vCPU 0, unmasked.</summary>
    public static EventChannel BindIpi(GuestDomain domain, EventChannelHandler handler)
    {
        EventChannel channel = domain.EventChannelBinder.BindInterprocessorInterrupt(default, handler).Value;
        channel.Unmask();
        return channel;
    }
}

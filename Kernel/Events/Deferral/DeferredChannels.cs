namespace XenGuest.Kernel;

/// <summary>The channels whose events are held back until a time, because nobody had any use for those before.</summary>
/// <remarks>
/// Any thread may use it at any time, but for <see cref="Release"/>; nothing waits and nothing allocates. Times are nanoseconds
/// of whatever clock the host takes, as long as it is one. Durations are kept in units of 2^20 ns, about a millisecond.
/// </remarks>
public sealed class DeferredChannels
{
    /// <summary>At so many spurious events in a row a channel's events are held back.</summary>
    public const int SpuriousInARow = 64;

    /// <summary>For how long the first time, in nanoseconds; each further spurious event doubles it.</summary>
    public const ulong ShortestNanoseconds = 1ul << UnitShift;

    /// <summary>For how long at most, in nanoseconds: a storm costs one event in that time.</summary>
    public const ulong LongestNanoseconds = ShortestNanoseconds << 10;

    /// <summary>Where a time is asked for: there is no channel to release.</summary>
    public const ulong Never = ulong.MaxValue;

    internal const int UnitShift = 20;

    private EventChannel? _first;
    private int _deferrals;

    /// <summary>How often a channel's events were held back; wraps around. Where it grows, somebody sends what nobody needs.</summary>
    public uint Deferrals => unchecked((uint)Atomic.Load(ref _deferrals));

    /// <summary>Lets through the events of every channel that is due.</summary>
    /// <param name="nowNanoseconds">The time.</param>
    /// <returns>When to call again for those that are left, or <see cref="Never"/>. For a channel that is held back meanwhile
    /// <see cref="EventChannel.Consumed"/> says when.</returns>
    /// <remarks>Context: one thread at a time. A hypercall for each channel on which an event waits.</remarks>
    public ulong Release(ulong nowNanoseconds)
    {
        ulong next = Never;
        EventChannel? channel = TakeAll();
        while (channel != null)
        {
            // Once it is released or added again, others may change it.
            EventChannel? following = channel.NextDeferred;
            ulong due = channel.DueTime(nowNanoseconds);
            if (due <= nowNanoseconds)
            {
                channel.EndListedDeferral();
            }
            else
            {
                Push(channel);
                next = due < next ? due : next;
            }

            channel = following;
        }

        return next;
    }

    /// <summary>For how long the events of a channel are held back after so many spurious ones in a row.</summary>
    internal static ulong Duration(int spuriousInARow)
    {
        ulong duration = ShortestNanoseconds;
        for (int i = SpuriousInARow; i < spuriousInARow && duration < LongestNanoseconds; i++)
        {
            duration *= 2;
        }

        return duration;
    }

    internal void Count() => Atomic.Add(ref _deferrals, 1);

    /// <summary>Adds a channel that is in no list.</summary>
    internal void Push(EventChannel channel)
    {
        EventChannel? first = Atomic.Load(ref _first);
        EventChannel? found;
        do
        {
            channel.NextDeferred = first;
            found = first;
            first = Atomic.CompareExchange(ref _first, channel, found);
        }
        while (first != found);
    }

    private EventChannel? TakeAll()
    {
        EventChannel? first = Atomic.Load(ref _first);
        EventChannel? found = null;
        while (first != found)
        {
            found = first;
            first = Atomic.CompareExchange(ref _first, null, found);
        }

        return first;
    }
}

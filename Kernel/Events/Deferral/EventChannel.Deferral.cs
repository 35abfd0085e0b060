namespace XenGuest.Kernel;

/// <content>Events that nobody needs, and how they are held back.</content>
public sealed partial class EventChannel
{
    private readonly DeferredChannels _deferred;
    private int _spuriousInARow;
    private int _isListed;

    /// <summary>Until when, in the list's units. The time itself would not fit into one access everywhere.</summary>
    private int _due;

    /// <summary>Whether events are held back because nobody had any use for those before.</summary>
    public bool IsDeferred => _mask.Has(ChannelMask.Deferred);

    /// <summary>The next of the list of deferred channels; it belongs to whoever has taken this channel out of it.</summary>
    internal EventChannel? NextDeferred { get; set; }

    /// <summary>Says what came of an event.</summary>
    /// <param name="use">
    /// <see cref="EventUse.Handled"/>: from now on events are let through, if it was this that held them back.
    /// <see cref="EventUse.Spurious"/>: after <see cref="DeferredChannels.SpuriousInARow"/> in a row they are held back for a
    /// time, which doubles each time.</param>
    /// <param name="nowNanoseconds">The time.</param>
    /// <returns>When <see cref="DeferredChannels.Release"/> must be called to let events through again; or
    /// <see cref="DeferredChannels.Never"/>: they are not held back, or the channel is closed.</returns>
    /// <remarks>
    /// Whoever never says it has no events held back. No hypercall, or one where an event waits that is let through.
    /// An event that is held back stays pending: it is delivered in the end.
    /// </remarks>
    public ulong Consumed(EventUse use, ulong nowNanoseconds)
    {
        bool nothingToForget = use == EventUse.Handled && Atomic.Load(ref _spuriousInARow) == 0;
        if (nothingToForget || !_gate.TryEnter())
        {
            return DeferredChannels.Never;
        }

        ulong release = DeferredChannels.Never;
        if (use == EventUse.Handled)
        {
            // 1. An event thread that has counted one event too many may be about to hold events back.
            // 2. It looks at the count once more after that; so the count goes first, and is seen before the reasons are looked at.
            Atomic.Exchange(ref _spuriousInARow, 0);
            EndDeferral();
        }
        else
        {
            int spurious = Atomic.Add(ref _spuriousInARow, 1);
            if (spurious >= DeferredChannels.SpuriousInARow)
            {
                ulong until = nowNanoseconds + DeferredChannels.Duration(spurious);
                ulong due = (until + DeferredChannels.ShortestNanoseconds - 1) >> DeferredChannels.UnitShift;
                Defer(unchecked((int)due));
                if (Atomic.Load(ref _spuriousInARow) == 0)
                {
                    EndDeferral();
                }

                release = due << DeferredChannels.UnitShift;
            }
        }

        Leave();
        return release;
    }

    /// <summary>When the channel is due: a time that is near to the one given.</summary>
    internal ulong DueTime(ulong nowNanoseconds)
    {
        ulong now = nowNanoseconds >> DeferredChannels.UnitShift;
        int left = unchecked(Atomic.Load(ref _due) - (int)now);
        return left <= 0 ? nowNanoseconds : (now + (ulong)left) << DeferredChannels.UnitShift;
    }

    /// <summary>Lets events through after the channel was taken out of the list.</summary>
    internal void EndListedDeferral()
    {
        // 1. First out of the list: whoever defers from now on adds it again.
        // 2. Whoever did so before has set the reason before, and it goes here: it is never left to nobody.
        Atomic.Store(ref _isListed, 0);
        if (_gate.TryEnter())
        {
            EndDeferral();
            Leave();
        }
    }

    private void Defer(int due)
    {
        Atomic.Store(ref _due, due);
        if (_mask.Add(ChannelMask.Deferred))
        {
            _deferred.Count();
            Settle();
        }

        if (Atomic.Exchange(ref _isListed, 1) == 0)
        {
            _deferred.Push(this);
        }
    }

    private void EndDeferral()
    {
        if (_mask.Remove(ChannelMask.Deferred))
        {
            Settle();
        }
    }
}

namespace XenGuest.Kernel;

/// <summary>Why a channel's events are held back. Where there is no reason left they are let through.</summary>
/// <remarks>
/// This word decides; the mask bit that is shared with Xen follows it, and may lag behind while several threads change it.
/// </remarks>
internal struct ChannelMask
{
    /// <summary>The channel's owner wants it.</summary>
    internal const int Wanted = 1;

    /// <summary>Nobody had any use for the events before.</summary>
    internal const int Deferred = 2;

    private int _reasons;

    internal ChannelMask(int reason) => _reasons = reason;

    internal bool IsSet => Atomic.Load(ref _reasons) != 0;

    internal bool Has(int reason) => (Atomic.Load(ref _reasons) & reason) != 0;

    /// <summary>Adds a reason, unless it is there.</summary>
    internal bool Add(int reason)
    {
        int seen = Atomic.Load(ref _reasons);
        while ((seen & reason) == 0)
        {
            int found = Atomic.CompareExchange(ref _reasons, seen | reason, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    /// <summary>Removes a reason, unless it is not there.</summary>
    internal bool Remove(int reason)
    {
        int seen = Atomic.Load(ref _reasons);
        while ((seen & reason) != 0)
        {
            int found = Atomic.CompareExchange(ref _reasons, seen & ~reason, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }
}

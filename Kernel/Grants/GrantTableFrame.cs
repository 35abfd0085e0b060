using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>One frame of the grant table: which of its references are in use, and for which grant.</summary>
/// <remarks>
/// A reference is free while its bit is clear. Bits, not a list: whoever takes one compares and exchanges the whole word,
/// so that a reference freed and taken again in between does no harm.
/// Any thread may use it at any time; nothing waits, and nothing allocates.
/// </remarks>
internal sealed class GrantTableFrame
{
    private const int StateBits = 2;
    private const int WordBits = 32;

    private readonly GrantEntries _entries;
    private readonly GrantPlace _place;
    private readonly int[] _taken;

    // Of each reference: how often it was free before, and a GrantState in the low bits.
    private readonly int[] _uses;
    private int _firstWord;

    internal GrantTableFrame(GrantEntries entries, in GrantPlace place)
    {
        _entries = entries;
        _place = place;
        _taken = new int[entries.PerFrame / WordBits];
        _uses = new int[entries.PerFrame];
    }

    /// <summary>Keeps the first references from ever being taken.</summary>
    /// <param name="count">How many: less than 32.</param>
    internal void Reserve(uint count) => Atomic.Store(ref _taken[0], (1 << (int)count) - 1);

    /// <summary>Takes a free reference.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool TryTake(out int slot)
    {
        int first = Atomic.Load(ref _firstWord);
        for (int i = 0; i < _taken.Length; i++)
        {
            int word = (first + i) % _taken.Length;
            if (TryTakeOf(word, out slot))
            {
                Atomic.Store(ref _firstWord, word);
                return true;
            }
        }

        slot = 0;
        return false;
    }

    /// <summary>Writes the entry of a reference just taken.</summary>
    /// <returns>The generation of the grant.</returns>
    internal int Begin(int slot, in GrantTerms terms)
    {
        int generation = GenerationOf(Atomic.Load(ref _uses[slot]));
        _entries.Write(_place, slot, terms);
        Atomic.Store(ref _uses[slot], Use(generation, GrantState.Active));
        return generation;
    }

    internal GrantState StateOf(int slot, int generation)
    {
        int use = Atomic.Load(ref _uses[slot]);
        return GenerationOf(use) == generation ? StateOf(use) : GrantState.Ended;
    }

    /// <summary>Ends a grant.</summary>
    /// <param name="slot">Its reference.</param>
    /// <param name="generation">Its generation.</param>
    /// <param name="before">What it was: of use if the call succeeds, or answers <see cref="XenErrno.Busy"/>.</param>
    /// <returns>As <see cref="PageGrant.Revoke"/>.</returns>
    internal XenErrno End(int slot, int generation, out GrantState before)
    {
        before = StateOf(slot, generation);
        if (before == GrantState.Ended)
        {
            return XenErrno.NotFound;
        }

        int use = Use(generation, before);
        int ending = Use(generation, GrantState.Ending);
        if (before == GrantState.Ending || Atomic.CompareExchange(ref _uses[slot], ending, use) != use)
        {
            return XenErrno.TryAgain;
        }

        // From here on no other thread touches the entry.
        if (!_entries.TryEnd(_place, slot))
        {
            Atomic.Store(ref _uses[slot], Use(generation, GrantState.Quarantined));
            return XenErrno.Busy;
        }

        Atomic.Store(ref _uses[slot], Use(unchecked(generation + 1), GrantState.Ended));
        Free(slot);
        return XenErrno.None;
    }

    /// <summary>Tries once more to end what is quarantined.</summary>
    /// <returns>How many grants are over now.</returns>
    internal int EndQuarantined()
    {
        int ended = 0;
        for (int slot = 0; slot < _uses.Length; slot++)
        {
            int use = Atomic.Load(ref _uses[slot]);
            if (StateOf(use) == GrantState.Quarantined
                && End(slot, GenerationOf(use), out GrantState before) == XenErrno.None
                && before == GrantState.Quarantined)
            {
                ended++;
            }
        }

        return ended;
    }

    /// <summary>Every grant is over, and its reference free, but for those that are kept from being taken. Nobody else uses the frame meanwhile.</summary>
    internal void Forget()
    {
        for (int slot = 0; slot < _uses.Length; slot++)
        {
            int use = Atomic.Load(ref _uses[slot]);
            if (StateOf(use) != GrantState.Ended)
            {
                Atomic.Store(ref _uses[slot], Use(unchecked(GenerationOf(use) + 1), GrantState.Ended));
                Free(slot);
            }
        }
    }

    private static int Use(int generation, GrantState state) => unchecked((generation << StateBits) | (int)state);

    private static int GenerationOf(int use) => use >> StateBits;

    private static GrantState StateOf(int use) => (GrantState)(use & ((1 << StateBits) - 1));

    private bool TryTakeOf(int word, out int slot)
    {
        int seen = Atomic.Load(ref _taken[word]);
        while (seen != -1)
        {
            int bit = (int)Bits.Lowest(unchecked((uint)~seen));
            int before = Atomic.CompareExchange(ref _taken[word], seen | (1 << bit), seen);
            if (before == seen)
            {
                slot = (word * WordBits) + bit;
                return true;
            }

            seen = before;
        }

        slot = 0;
        return false;
    }

    private void Free(int slot)
    {
        int word = slot / WordBits;
        int bit = 1 << (slot % WordBits);
        int seen = Atomic.Load(ref _taken[word]);
        int before;
        while ((before = Atomic.CompareExchange(ref _taken[word], seen & ~bit, seen)) != seen)
        {
            seen = before;
        }

        Atomic.Store(ref _firstWord, word);
    }
}

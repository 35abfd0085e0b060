using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Frames of this domain that are Xen's for the time being: giving them back makes the domain smaller, taking them again larger.</summary>
/// <remarks>
/// A frame that is held is in no pool, so nothing of the domain reaches the place where Xen has no memory any more. Which frames are held is remembered
/// beside them, a bit for each. One caller at a time; no clock, no thread: whoever drives it decides how fast.
/// Xen: XENMEM_decrease_reservation and XENMEM_populate_physmap, public/memory.h.
/// </remarks>
public sealed unsafe class Balloon
{
    /// <summary>The most frames that one step moves.</summary>
    public const uint FramesPerStep = 512;

    private const int WordShift = 6;
    private const int BitsPerWord = 1 << WordShift;

    private readonly MemoryOperations _memory;
    private readonly FramePool _pool;
    private readonly nuint* _batch;
    private readonly ulong[] _held;
    private int _cursor;

    /// <summary>An empty balloon.</summary>
    /// <param name="hypervisor">Where the hypercalls go.</param>
    /// <param name="pool">Where frames come from and go back to.</param>
    /// <param name="batch">A page by which frames are named to Xen; the balloon's for as long as it is used.</param>
    /// <param name="frameLimit">The number behind the last frame of the domain.</param>
    /// <remarks>Allocates a bit for each frame; nothing later.</remarks>
    public Balloon(Hypervisor hypervisor, FramePool pool, LentPage batch, uint frameLimit)
    {
        _memory = new MemoryOperations(hypervisor);
        _pool = pool;
        _batch = (nuint*)batch.Address;
        _held = new ulong[(frameLimit >> WordShift) + 1];
    }

    /// <summary>How many frames are Xen's.</summary>
    public ulong HeldFrames { get; private set; }

    /// <summary>Xen's error of the last step, if it answered one.</summary>
    public XenErrno Refusal { get; private set; }

    /// <summary>Goes towards a size by a bounded step.</summary>
    /// <param name="wanted">How many frames it shall hold.</param>
    /// <param name="keep">So many frames stay in the pool in any case.</param>
    /// <returns>How far it is. After any but <see cref="BalloonOutcome.Met"/> and <see cref="BalloonOutcome.Underway"/> nothing is gained by another step until something has
    /// changed: the pool, what the domain may have, or the host.</returns>
    /// <remarks>One hypercall at most. Allocates nothing. Nothing is lost by a refusal: a frame that Xen does not take goes back to the pool, and one that it has no memory for stays
    /// held.</remarks>
    public BalloonOutcome Step(ulong wanted, ulong keep)
    {
        Refusal = XenErrno.None;
        return HeldFrames < wanted ? Grow(wanted - HeldFrames, keep)
            : HeldFrames > wanted ? Shrink(HeldFrames - wanted)
            : BalloonOutcome.Met;
    }

    private BalloonOutcome Grow(ulong missing, ulong keep)
    {
        uint asked = missing < FramesPerStep ? (uint)missing : FramesPerStep;
        uint count = _pool.Take(_batch, asked, keep);
        if (count == 0)
        {
            return BalloonOutcome.TooFewFree;
        }

        for (uint i = 0; i < count; i++)
        {
            if (_batch[i] >> WordShift >= (ulong)_held.Length)
            {
                // Not of the memory that the host said there is: nothing is known about it.
                _pool.Give(_batch, count);
                return BalloonOutcome.Refused;
            }
        }

        XenResult<uint> given = _memory.Release(_batch, count);
        uint released = Checked(given, count);
        for (uint i = 0; i < released; i++)
        {
            _held[_batch[i] >> WordShift] |= MaskOf(_batch[i]);
        }

        HeldFrames += released;
        if (released == count)
        {
            return missing == count ? BalloonOutcome.Met : BalloonOutcome.Underway;
        }

        _pool.Give(_batch + released, count - released);
        return BalloonOutcome.Refused;
    }

    private BalloonOutcome Shrink(ulong surplus)
    {
        uint count = Collect(surplus < FramesPerStep ? (uint)surplus : FramesPerStep);
        XenResult<uint> taken = _memory.Populate(_batch, count);
        uint populated = Checked(taken, count);
        for (uint i = 0; i < populated; i++)
        {
            _held[_batch[i] >> WordShift] &= ~MaskOf(_batch[i]);
        }

        HeldFrames -= populated;
        if (populated != 0)
        {
            _pool.Give(_batch, populated);
        }

        return populated < count ? Refusal == XenErrno.None ? BalloonOutcome.NoMemory : BalloonOutcome.Refused
            : surplus == count ? BalloonOutcome.Met : BalloonOutcome.Underway;
    }

    /// <summary>How many Xen says it has done: none where it answers an error, and not more than it was asked for.</summary>
    private uint Checked(XenResult<uint> result, uint count)
    {
        Refusal = result.Error;
        return !result.Succeeded ? 0 : result.Value < count ? result.Value : count;
    }

    /// <summary>Names held frames in the batch, from where the last search ended.</summary>
    private uint Collect(uint count)
    {
        uint found = 0;
        for (int words = 0; words < _held.Length && found < count; words++)
        {
            ulong word = _held[_cursor];
            for (int bit = 0; bit < BitsPerWord && found < count; bit++)
            {
                if ((word & (1ul << bit)) != 0)
                {
                    _batch[found++] = (nuint)(((ulong)_cursor * BitsPerWord) + (ulong)bit);
                }
            }

            // A word of which some bits are left is looked at again.
            if (found < count)
            {
                _cursor = _cursor + 1 < _held.Length ? _cursor + 1 : 0;
            }
        }

        return found;
    }

    private static ulong MaskOf(nuint frame) => 1ul << ((int)frame & (BitsPerWord - 1));
}

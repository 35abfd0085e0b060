using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>How the entries of a grant table are written and ended, which its version decides.</summary>
internal abstract class GrantEntries
{
    /// <summary>How many a frame holds.</summary>
    internal abstract int PerFrame { get; }

    /// <summary>How many frames of entries share a frame of statuses; 0 where there are none.</summary>
    internal abstract int FramesPerStatusFrame { get; }

    /// <summary>Whether an entry can say something.</summary>
    /// <returns><see cref="XenErrno.None"/>; <see cref="XenErrno.NotSupported"/>: only the other version can;
    /// <see cref="XenErrno.OutOfRange"/>: a frame that the entry has no room for.</returns>
    internal abstract XenErrno Check(in GrantTerms terms);

    /// <summary>Writes an entry that grants nothing so far. From then on the peer may use it.</summary>
    internal abstract void Write(in GrantPlace place, int slot, in GrantTerms terms);

    /// <summary>Ends an entry, unless the peer holds what it grants.</summary>
    /// <returns>Whether it is ended.</returns>
    internal abstract bool TryEnd(in GrantPlace place, int slot);
}

using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>What Xen keeps of an entry while it is used. Xen: struct active_grant_entry, xen/common/grant_table.c.</summary>
internal sealed unsafe class ActiveGrant
{
    /// <summary>Xen's counters have 8 bits each, and no use begins at one whose highest is set.</summary>
    internal const int MaximumPins = 128;

    internal int Readers { get; private set; }

    internal int Writers { get; private set; }

    internal bool IsPinned => Readers + Writers != 0;

    internal bool IsWritten => Writers != 0;

    /// <summary>Who uses it.</summary>
    internal ushort User { get; set; }

    /// <summary>The page.</summary>
    internal byte* Page { get; set; }

    /// <summary>The frame of the granting domain that the page was found at.</summary>
    internal GuestFrame Frame { get; set; }

    /// <summary>Where in the page the part that is granted starts.</summary>
    internal ushort Start { get; set; }

    /// <summary>Its bytes.</summary>
    internal ushort Length { get; set; }

    /// <summary>Whether it may only be copied: a part of a page, or another domain's grant.</summary>
    internal bool IsPart { get; set; }

    /// <summary>The domain whose page it is, where the granting one only passes it on.</summary>
    internal ModelDomain? Source { get; set; }

    /// <summary>The reference there.</summary>
    internal uint SourceReference { get; set; }

    internal bool IsFull(GrantAccess access) =>
        (access == GrantAccess.ReadOnly ? Readers : Writers) >= MaximumPins;

    internal void Pin(GrantAccess access) => Count(access, 1);

    internal void Unpin(GrantAccess access) => Count(access, -1);

    private void Count(GrantAccess access, int change)
    {
        if (access == GrantAccess.ReadOnly)
        {
            Readers += change;
        }
        else
        {
            Writers += change;
        }
    }
}

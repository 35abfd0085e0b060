using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel;

/// <summary>What an entry says: to whom, what and how.</summary>
internal readonly struct GrantTerms
{
    private GrantTerms(DomainId domain, GrantFlags flags, uint detail, ulong target)
    {
        Header = (uint)flags | ((uint)domain.Value << 16);
        Detail = detail;
        Target = target;
    }

    /// <summary>Flags and domain, as both versions have them in their first word.</summary>
    internal uint Header { get; }

    /// <summary>The second word of version 2: which part of the page, or whose grant.</summary>
    internal uint Detail { get; }

    /// <summary>The frame, or the reference of another domain's grant.</summary>
    internal ulong Target { get; }

    internal GrantFlags Flags => (GrantFlags)(ushort)Header;

    internal static GrantTerms Page(DomainId domain, GuestFrame frame, GrantAccess access) =>
        new(domain, GrantFlags.PermitAccess | FlagOf(access), 0, frame.Value);

    internal static GrantTerms Part(
        DomainId domain,
        GuestFrame frame,
        ushort offset,
        ushort length,
        GrantAccess access) =>
        new(
            domain,
            GrantFlags.PermitAccess | GrantFlags.SubPage | FlagOf(access),
            offset | ((uint)length << 16),
            frame.Value);

    internal static GrantTerms Transitive(
        DomainId domain,
        DomainId granter,
        GrantReference reference,
        GrantAccess access) =>
        new(domain, GrantFlags.Transitive | FlagOf(access), granter.Value, reference.Value);

    private static GrantFlags FlagOf(GrantAccess access) =>
        access == GrantAccess.ReadOnly ? GrantFlags.ReadOnly : GrantFlags.Invalid;
}

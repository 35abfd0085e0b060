using XenGuest.Hypercall;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <summary>A grant that a domain has mapped. Xen: struct grant_mapping, xen/common/grant_table.c.</summary>
/// <param name="Granter">Whose page it is.</param>
/// <param name="Table">The table that grants it: after a restore no longer that of the domain.</param>
/// <param name="Reference">The reference there.</param>
/// <param name="Access">How it is mapped.</param>
/// <param name="Frame">Where.</param>
/// <param name="Page">The page, by its address on the host.</param>
internal sealed record GrantMapping(
    ModelDomain Granter,
    GrantTableModel Table,
    uint Reference,
    GrantAccess Access,
    GuestFrame Frame,
    nint Page);

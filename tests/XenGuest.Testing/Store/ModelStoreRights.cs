using System;

namespace XenGuest.Testing;

/// <summary>What a domain may do to a node.</summary>
[Flags]
internal enum ModelStoreRights
{
    None = 0,
    Read = 1,
    Write = 2,
    Owner = 4,
}

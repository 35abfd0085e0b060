namespace XenGuest.Testing;

/// <summary>What a grant is used for.</summary>
internal enum GrantPurpose
{
    /// <summary>To map it, which only whole pages of the granting domain can be.</summary>
    Map,

    /// <summary>To copy from or to it.</summary>
    Copy,
}

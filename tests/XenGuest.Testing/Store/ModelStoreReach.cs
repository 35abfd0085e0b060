namespace XenGuest.Testing;

/// <summary>Whose watches a change concerns.</summary>
internal enum ModelStoreReach
{
    /// <summary>Those of the path and of all above it.</summary>
    Above,

    /// <summary>Those of the path: somebody has been told of one above.</summary>
    Exact,
}

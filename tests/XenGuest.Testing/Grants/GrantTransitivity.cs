namespace XenGuest.Testing;

/// <summary>Whether a grant may be one that its domain only passes on: Xen follows one step.</summary>
internal enum GrantTransitivity
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>It has to be of a page of the domain's own.</summary>
    Refused,
}

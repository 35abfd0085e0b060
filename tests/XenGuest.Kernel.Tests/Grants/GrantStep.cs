namespace XenGuest.Kernel.Tests.Grants;

/// <summary>What a step of a property does.</summary>
internal enum GrantStep
{
    Grant,
    GrantReadOnly,
    Revoke,
    MapReadWrite,
    MapReadOnly,
    Unmap,
    CopyFrom,
    CopyTo,
    EndQuarantined,
}

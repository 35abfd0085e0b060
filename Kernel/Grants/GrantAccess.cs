namespace XenGuest.Kernel;

/// <summary>What the domain that a page is granted to may do with it.</summary>
public enum GrantAccess
{
    /// <summary>Read and write it.</summary>
    ReadWrite,

    /// <summary>Only read it.</summary>
    ReadOnly,
}

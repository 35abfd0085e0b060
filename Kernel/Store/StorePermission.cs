using System;
using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>What one domain may do to a node.</summary>
/// <remarks>
/// The first permission of a node names its owner, who may do everything, and what every domain that is not listed may do.
/// </remarks>
public readonly struct StorePermission
{
    /// <summary>A permission.</summary>
    /// <param name="domain">Whose.</param>
    /// <param name="access">What it allows.</param>
    public StorePermission(DomainId domain, StoreAccess access)
    {
        Domain = domain;
        Access = access;
    }

    /// <summary>Whose it is.</summary>
    public DomainId Domain { get; }

    /// <summary>What it allows.</summary>
    public StoreAccess Access { get; }

    /// <summary>Reads one of the texts of an answer: a letter and the domain's number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="permission">What it says.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out StorePermission permission)
    {
        permission = default;
        if (text.Length < 2 || !StoreNumber.TryParse(text.Slice(1), out uint domain) || domain > ushort.MaxValue)
        {
            return false;
        }

        StoreAccess access = (StoreAccess)text[0];
        permission = new StorePermission(new DomainId((ushort)domain), access);
        return access is StoreAccess.None or StoreAccess.Read or StoreAccess.Write or StoreAccess.Both;
    }
}

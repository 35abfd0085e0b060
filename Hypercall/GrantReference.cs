using System;

namespace XenGuest.Hypercall;

/// <summary>An entry of a grant table: the name under which one domain offers a page to another.</summary>
/// <param name="value">Xen's number of the entry (<c>grant_ref_t</c>).</param>
public readonly struct GrantReference(uint value) : IEquatable<GrantReference>
{
    /// <summary>Xen's number of the entry (<c>grant_ref_t</c>).</summary>
    public uint Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(GrantReference other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrantReference other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Value);

    /// <summary>Whether both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(GrantReference left, GrantReference right) => left.Value == right.Value;

    /// <summary>Whether they are different.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(GrantReference left, GrantReference right) => left.Value != right.Value;
}

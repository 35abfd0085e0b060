using System;

namespace XenGuest.Hypercall;

/// <summary>A domain, or one of the names that stand for one.</summary>
/// <param name="value">Xen's number of the domain (<c>domid_t</c>).</param>
public readonly struct DomainId(ushort value) : IEquatable<DomainId>
{
    /// <summary>The calling domain itself: DOMID_SELF.</summary>
    public static DomainId Self => new(0x7FF0);

    /// <summary>The owner of device memory: DOMID_IO.</summary>
    public static DomainId Io => new(0x7FF1);

    /// <summary>The owner of what Xen itself shares: DOMID_XEN.</summary>
    public static DomainId Xen => new(0x7FF2);

    /// <summary>Xen's number of the domain (<c>domid_t</c>).</summary>
    public ushort Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(DomainId other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DomainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value;

    /// <summary>Whether both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(DomainId left, DomainId right) => left.Value == right.Value;

    /// <summary>Whether they are different.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DomainId left, DomainId right) => left.Value != right.Value;
}

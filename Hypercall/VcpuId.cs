using System;

namespace XenGuest.Hypercall;

/// <summary>A virtual processor of this domain.</summary>
/// <param name="value">Xen's number of the processor, from 0.</param>
public readonly struct VcpuId(uint value) : IEquatable<VcpuId>
{
    /// <summary>Xen's number of the processor, from 0.</summary>
    public uint Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(VcpuId other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VcpuId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Value);

    /// <summary>Whether both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(VcpuId left, VcpuId right) => left.Value == right.Value;

    /// <summary>Whether they are different.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(VcpuId left, VcpuId right) => left.Value != right.Value;
}

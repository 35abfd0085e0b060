using System;

namespace XenGuest.Hypercall;

/// <summary>A page-sized frame of the guest's physical address space.</summary>
/// <param name="value">The frame number: the physical address divided by <see cref="Size"/>.</param>
public readonly struct GuestFrame(ulong value) : IEquatable<GuestFrame>
{
    /// <summary>The size of a frame, in bytes.</summary>
    public const int Size = 4096;

    private const int SizeShift = 12;

    /// <summary>The frame number: the physical address divided by <see cref="Size"/>.</summary>
    public ulong Value { get; } = value;

    /// <summary>The guest-physical address of the first byte of the frame.</summary>
    public ulong Address => Value << SizeShift;

    /// <summary>The frame that holds a guest-physical address.</summary>
    /// <param name="address">Any address inside the frame.</param>
    /// <returns>The frame.</returns>
    public static GuestFrame Containing(ulong address) => new(address >> SizeShift);

    /// <inheritdoc/>
    public bool Equals(GuestFrame other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GuestFrame other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Value ^ (int)(Value >> 32));

    /// <summary>Whether both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(GuestFrame left, GuestFrame right) => left.Value == right.Value;

    /// <summary>Whether they are different.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(GuestFrame left, GuestFrame right) => left.Value != right.Value;
}

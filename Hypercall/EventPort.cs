using System;

namespace XenGuest.Hypercall;

/// <summary>A port of this domain: the local end of an event channel.</summary>
/// <param name="value">Xen's number of the port (<c>evtchn_port_t</c>); 0 is never a port.</param>
public readonly struct EventPort(uint value) : IEquatable<EventPort>
{
    /// <summary>Xen's number of the port (<c>evtchn_port_t</c>); 0 is never a port.</summary>
    public uint Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(EventPort other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventPort other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Value);

    /// <summary>Whether both are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(EventPort left, EventPort right) => left.Value == right.Value;

    /// <summary>Whether they are different.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(EventPort left, EventPort right) => left.Value != right.Value;
}

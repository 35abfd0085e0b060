using System;

namespace XenGuest.Hypercall;

/// <summary>What a hypercall answered: a value when it is not negative, an error when it is.</summary>
/// <param name="raw">The register as Xen left it.</param>
public readonly struct HypercallResult(nint raw) : IEquatable<HypercallResult>
{
    /// <summary>The register as Xen left it: a value, or an error number negated.</summary>
    public nint Raw { get; } = raw;

    /// <summary>Whether Xen answered a value.</summary>
    public bool Succeeded => Raw >= 0;

    /// <summary>The value. Asking for it after an error is a mistake of the caller.</summary>
    /// <exception cref="InvalidOperationException">The hypercall failed.</exception>
    public nint Value => Raw >= 0 ? Raw : Misuse.ValueOfAFailure<nint>();

    /// <summary>The error, or <see cref="XenErrno.None"/>. A number that has no name keeps its value.</summary>
    public XenErrno Error => Raw >= 0 ? XenErrno.None : (XenErrno)(Raw < -int.MaxValue ? int.MaxValue : -(int)Raw);

    /// <summary>The answer of a hypercall that failed.</summary>
    /// <param name="error">Why; not <see cref="XenErrno.None"/>.</param>
    /// <returns>The result whose <see cref="Error"/> this is.</returns>
    public static HypercallResult Failure(XenErrno error) => new(-(nint)(int)error);

    /// <summary>The answer of a hypercall that did what was asked and has nothing to count.</summary>
    public static HypercallResult Success => default;

    /// <inheritdoc/>
    public bool Equals(HypercallResult other) => Raw == other.Raw;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HypercallResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)Raw);

    /// <summary>Whether two hypercalls answered the same.</summary>
    /// <param name="left">One answer.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(HypercallResult left, HypercallResult right) => left.Equals(right);

    /// <summary>Whether two hypercalls answered differently.</summary>
    /// <param name="left">One answer.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(HypercallResult left, HypercallResult right) => !left.Equals(right);
}

namespace XenGuest.Conformance.Grants;

/// <summary>What an operation answered.</summary>
/// <param name="Raw">What the hypercall left in the register.</param>
/// <param name="First">The status, or the first that it wrote.</param>
/// <param name="Second">What else it wrote.</param>
/// <param name="Third">What else it wrote.</param>
public readonly record struct GrantAnswer(long Raw, ulong First = 0, ulong Second = 0, ulong Third = 0)
{
    /// <summary>Takes the answer into a digest.</summary>
    public ulong Digest(ulong digest) =>
        StateDigest.Mix(StateDigest.Mix(StateDigest.Mix(StateDigest.Mix(digest, (ulong)Raw), First), Second), Third);

    /// <inheritdoc/>
    public override string ToString() => $"{Raw} [{(short)First} {Second:x} {Third:x}]";
}

namespace XenGuest.Conformance.Grants;

/// <summary>One end of a copy.</summary>
/// <param name="IsReference">Whether the number is a reference; otherwise it is a place.</param>
/// <param name="Number">The reference, or the place.</param>
/// <param name="Domain">Whose.</param>
/// <param name="Offset">Where in the page.</param>
public readonly record struct GrantCopyPlace(bool IsReference, uint Number, ushort Domain, ushort Offset)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(IsReference ? "reference" : "place")} {Number} of {Domain:x} at {Offset}";
}

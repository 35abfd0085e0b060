namespace XenGuest.Conformance.Grants;

/// <summary>One step of a script about grants.</summary>
/// <param name="Kind">What is done; it says what the numbers mean.</param>
/// <param name="First">The first number.</param>
/// <param name="Second">The second number.</param>
/// <param name="Third">The third number.</param>
/// <param name="Fourth">The fourth number.</param>
/// <param name="Fifth">The fifth number.</param>
/// <param name="Sixth">The sixth number.</param>
/// <param name="Copy">What is copied, of a copy.</param>
public readonly record struct GrantOperation(
    GrantOperationKind Kind,
    uint First = 0,
    uint Second = 0,
    uint Third = 0,
    uint Fourth = 0,
    uint Fifth = 0,
    uint Sixth = 0,
    GrantCopy Copy = default)
{
    /// <inheritdoc/>
    public override string ToString() => Kind is GrantOperationKind.Copy or GrantOperationKind.CopyBothWays
        ? $"{Kind} {Copy}"
        : $"{Kind} {First:x} {Second:x} {Third:x} {Fourth:x} {Fifth:x} {Sixth:x}";
}

namespace XenGuest.Conformance.Grants;

/// <summary>A copy.</summary>
/// <param name="From">From where.</param>
/// <param name="To">To where.</param>
/// <param name="Length">How many bytes.</param>
public readonly record struct GrantCopy(GrantCopyPlace From, GrantCopyPlace To, ushort Length)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Length} from {From} to {To}";
}

namespace XenGuest.Conformance;

/// <summary>What an operation answered: the register, and the argument as it is afterwards.</summary>
/// <param name="Raw">What the hypercall left in the register, or what the guest read; 0 if nothing.</param>
/// <param name="First">The first 8 bytes of the argument.</param>
/// <param name="Second">The next 8 bytes.</param>
/// <param name="Third">The last 8 bytes.</param>
public readonly record struct OperationResult(long Raw, ulong First = 0, ulong Second = 0, ulong Third = 0)
{
    /// <summary>The port that a binding made.</summary>
    /// <param name="kind">Which binding it was.</param>
    /// <returns>The port, where the operation made one.</returns>
    public uint MadePort(OperationKind kind) => kind switch
    {
        OperationKind.BindInterdomain or OperationKind.BindVirtualInterrupt or OperationKind.BindPhysicalInterrupt => (uint)Second,
        OperationKind.AllocateUnbound or OperationKind.BindInterprocessorInterrupt => (uint)(First >> 32),
        _ => 0,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Raw} [{First:x16} {Second:x16} {Third:x16}]";
}

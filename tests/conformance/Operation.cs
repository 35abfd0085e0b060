namespace XenGuest.Conformance;

/// <summary>One step of a script: a hypercall, or what the guest does to the words that it shares with Xen.</summary>
/// <param name="Kind">What is done; it says what the numbers mean.</param>
/// <param name="First">The first number.</param>
/// <param name="Second">The second number.</param>
/// <param name="Third">The third number.</param>
public readonly record struct Operation(OperationKind Kind, uint First = 0, uint Second = 0, uint Third = 0)
{
    /// <summary>Whether it is a command of event_channel_op with its own argument.</summary>
    public bool IsCommand => Kind <= OperationKind.ContinueReset;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        OperationKind.BindInterdomain => $"bind_interdomain domain {First:x} port {Second}",
        OperationKind.BindVirtualInterrupt => $"bind_virq {First} vcpu {Second}",
        OperationKind.BindPhysicalInterrupt => $"bind_pirq {First} flags {Second}",
        OperationKind.Close => $"close {First}",
        OperationKind.Send => $"send {First}",
        OperationKind.GetStatus => $"status domain {First:x} port {Second}",
        OperationKind.AllocateUnbound => $"alloc_unbound domain {First:x} remote {Second:x}",
        OperationKind.BindInterprocessorInterrupt => $"bind_ipi vcpu {First}",
        OperationKind.BindVcpu => $"bind_vcpu {First} vcpu {Second}",
        OperationKind.Unmask => $"unmask {First}",
        OperationKind.Reset => $"reset domain {First:x}",
        OperationKind.InitializeControl => $"init_control vcpu {First} page {Second} offset {Third}",
        OperationKind.ExpandArray => $"expand_array page {First}",
        OperationKind.SetPriority => $"set_priority {First} priority {Second}",
        OperationKind.ContinueReset => $"reset_cont domain {First:x}",
        OperationKind.BadArgument => $"BadArgument of command {First}, address {Second}",
        _ => $"{Kind} {First} {Second} {Third}",
    };
}

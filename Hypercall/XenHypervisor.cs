using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>Xen itself, reached through a trampoline.</summary>
/// <remarks>
/// Calls that wait (sched_op, memory_op, console_io, large grant batches) let the garbage collector go on meanwhile;
/// all others are short and do not bother it. Allocates nothing.
/// </remarks>
public sealed unsafe class XenHypervisor : Hypervisor
{
    /// <summary>A grant batch longer than this lets the garbage collector go on while Xen works.</summary>
    private const uint ShortBatch = 32;

    private readonly HypercallGate _gate;

    /// <summary>Xen through this trampoline.</summary>
    /// <param name="trampoline">
    /// The address of a trampoline, valid as long as this object is used. In the net9.0 build one with the C signature
    /// <c>long (ulong number, ulong a1, … ulong a5)</c> by the 64-bit System V convention; in the netstandard2.1
    /// build one with the signature <c>uint (Frame*)</c> by 32-bit cdecl, where the frame holds number and arguments.
    /// </param>
    public XenHypervisor(void* trampoline) => _gate = new HypercallGate(trampoline);

    /// <summary>Makes a hypercall that the seam has no method for, as it is.</summary>
    /// <param name="number">Which. The answer to a number that Xen does not know is <see cref="XenErrno.NotImplemented"/>; one
    /// beyond the entries of the hypercall page does not reach Xen.</param>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <returns>What Xen answers.</returns>
    /// <remarks>The garbage collector goes on meanwhile. Nothing is refused here, Xen's own continuations neither.</remarks>
    public HypercallResult Call(HypercallNumber number, nuint first, nuint second, nuint third) =>
        (uint)number < HypercallPage.SlotCount
            ? _gate.CallAndWait(number, first, second, third)
            : HypercallResult.Failure(XenErrno.NotImplemented);

    /// <inheritdoc/>
    /// <remarks>
    /// EVTCHNOP_reset_cont is Xen's own, and is refused with <see cref="XenErrno.NotImplemented"/>: a guest that
    /// issues it resumes a reset that never began.
    /// </remarks>
    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument) =>
        command == EventChannelCommand.XenResetContinuation
            ? HypercallResult.Failure(XenErrno.NotImplemented)
            : command == EventChannelCommand.Reset
                ? _gate.CallAndWait(HypercallNumber.EventChannelOp, (nuint)command, (nuint)argument, 0)
                : _gate.Call(HypercallNumber.EventChannelOp, (nuint)command, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult MemoryOp(MemoryCommand command, void* argument) =>
        _gate.CallAndWait(HypercallNumber.MemoryOp, (nuint)command, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult SchedOp(SchedCommand command, void* argument) =>
        _gate.CallAndWait(HypercallNumber.SchedOp, (nuint)command, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument) =>
        _gate.Call(HypercallNumber.VcpuOp, (nuint)command, vcpu.Value, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult HvmOp(HvmCommand command, void* argument) =>
        _gate.Call(HypercallNumber.HvmOp, (nuint)command, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult XenVersion(VersionCommand command, void* argument) =>
        _gate.Call(HypercallNumber.XenVersion, (nuint)command, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument) =>
        _gate.Call(HypercallNumber.PhysdevOp, (nuint)command, (nuint)argument);

    /// <inheritdoc/>
    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count) =>
        count > ShortBatch
            ? _gate.CallAndWait(HypercallNumber.GrantTableOp, (nuint)command, (nuint)arguments, count)
            : _gate.Call(HypercallNumber.GrantTableOp, (nuint)command, (nuint)arguments, count);

    /// <inheritdoc/>
    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer) =>
        _gate.CallAndWait(HypercallNumber.ConsoleIo, (nuint)command, count, (nuint)buffer);

    /// <inheritdoc/>
    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type) =>
        _gate.Call(HypercallNumber.VmAssist, (nuint)command, (nuint)type);

    /// <inheritdoc/>
    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds) =>
        sizeof(void*) == sizeof(ulong)
            ? _gate.Call(HypercallNumber.SetTimerOp, (nuint)systemTimeNanoseconds)
            : _gate.Call(HypercallNumber.SetTimerOp, (uint)systemTimeNanoseconds, (uint)(systemTimeNanoseconds >> 32));
}

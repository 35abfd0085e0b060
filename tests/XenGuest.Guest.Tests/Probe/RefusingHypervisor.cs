using System.Collections.Generic;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Guest.Tests.Probe;

/// <summary>Xen without one of its calls, or that refuses a call once; it notes all calls that are made.</summary>
/// <param name="xen">Xen as it is.</param>
internal sealed unsafe class RefusingHypervisor(Hypervisor xen) : Hypervisor
{
    private readonly List<(HypercallNumber Number, uint Command)> _calls = [];

    /// <summary>What is refused whenever it is called; null: nothing.</summary>
    internal (HypercallNumber Number, uint Command)? Refused { get; init; }

    /// <summary>Which call is refused, whatever it is, counted from 0; null: none.</summary>
    internal int? RefusedOnce { get; init; }

    /// <summary>While it is set nothing is refused.</summary>
    internal bool IsWilling { get; set; }

    /// <summary>The answer to what is refused.</summary>
    internal XenErrno Error { get; init; }

    /// <summary>The calls so far.</summary>
    internal IReadOnlyList<(HypercallNumber Number, uint Command)> Calls => _calls;

    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument) =>
        IsRefused(HypercallNumber.EventChannelOp, (uint)command) ? Refusal : xen.EventChannelOp(command, argument);

    public override HypercallResult MemoryOp(MemoryCommand command, void* argument) =>
        IsRefused(HypercallNumber.MemoryOp, (uint)command) ? Refusal : xen.MemoryOp(command, argument);

    public override HypercallResult SchedOp(SchedCommand command, void* argument) =>
        IsRefused(HypercallNumber.SchedOp, (uint)command) ? Refusal : xen.SchedOp(command, argument);

    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument) =>
        IsRefused(HypercallNumber.VcpuOp, (uint)command) ? Refusal : xen.VcpuOp(command, vcpu, argument);

    public override HypercallResult HvmOp(HvmCommand command, void* argument) =>
        IsRefused(HypercallNumber.HvmOp, (uint)command) ? Refusal : xen.HvmOp(command, argument);

    public override HypercallResult XenVersion(VersionCommand command, void* argument) =>
        IsRefused(HypercallNumber.XenVersion, (uint)command) ? Refusal : xen.XenVersion(command, argument);

    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument) =>
        IsRefused(HypercallNumber.PhysdevOp, (uint)command) ? Refusal : xen.PhysdevOp(command, argument);

    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count) =>
        IsRefused(HypercallNumber.GrantTableOp, (uint)command) ? Refusal : xen.GrantTableOp(command, arguments, count);

    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer) =>
        IsRefused(HypercallNumber.ConsoleIo, (uint)command) ? Refusal : xen.ConsoleIo(command, count, buffer);

    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type) =>
        IsRefused(HypercallNumber.VmAssist, (uint)type) ? Refusal : xen.VmAssist(command, type);

    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds) =>
        IsRefused(HypercallNumber.SetTimerOp, 0) ? Refusal : xen.SetTimerOp(systemTimeNanoseconds);

    private HypercallResult Refusal => HypercallResult.Failure(Error);

    private bool IsRefused(HypercallNumber number, uint command)
    {
        _calls.Add((number, command));
        return !IsWilling && (Refused == (number, command) || RefusedOnce == _calls.Count - 1);
    }
}

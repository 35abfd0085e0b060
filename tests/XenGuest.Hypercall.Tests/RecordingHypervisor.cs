using System;
using System.Collections.Generic;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall.Tests;

/// <summary>One hypercall as Xen would see it.</summary>
internal sealed record RecordedCall(HypercallNumber Number, uint Command, uint Operand, byte[] Argument);

/// <summary>
/// Stands for Xen: keeps the bytes that each argument points to, answers what it was told to, and writes back what
/// Xen would have written.
/// </summary>
internal sealed unsafe class RecordingHypervisor : Hypervisor
{
    private readonly int _argumentSize;

    /// <param name="argumentSize">How many bytes the argument structure has; Xen knows it from the command.</param>
    public RecordingHypervisor(int argumentSize) => _argumentSize = argumentSize;

    public List<RecordedCall> Calls { get; } = [];

    public RecordedCall Single => Calls.Count == 1 ? Calls[0] : throw new InvalidOperationException($"{Calls.Count} hypercalls");

    public long Answer { get; set; }

    /// <summary>What Xen writes into the argument, from its first byte on; by default nothing.</summary>
    public byte[] WrittenBack { get; set; } = [];

    /// <summary>Where in the argument it writes.</summary>
    public int WrittenBackAt { get; set; }

    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument) =>
        Record(HypercallNumber.EventChannelOp, (uint)command, 0, argument);

    public override HypercallResult MemoryOp(MemoryCommand command, void* argument) =>
        Record(HypercallNumber.MemoryOp, (uint)command, 0, argument);

    public override HypercallResult SchedOp(SchedCommand command, void* argument) =>
        Record(HypercallNumber.SchedOp, (uint)command, 0, argument);

    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument) =>
        Record(HypercallNumber.VcpuOp, (uint)command, vcpu.Value, argument);

    public override HypercallResult HvmOp(HvmCommand command, void* argument) =>
        Record(HypercallNumber.HvmOp, (uint)command, 0, argument);

    public override HypercallResult XenVersion(VersionCommand command, void* argument) =>
        Record(HypercallNumber.XenVersion, (uint)command, 0, argument);

    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument) =>
        Record(HypercallNumber.PhysdevOp, (uint)command, 0, argument);

    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count) =>
        Record(HypercallNumber.GrantTableOp, (uint)command, count, arguments);

    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer) =>
        Record(HypercallNumber.ConsoleIo, (uint)command, count, buffer);

    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type) =>
        Record(HypercallNumber.VmAssist, (uint)command, (uint)type, null);

    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds)
    {
        Calls.Add(new RecordedCall(HypercallNumber.SetTimerOp, 0, 0, BitConverter.GetBytes(systemTimeNanoseconds)));
        return new((nint)Answer);
    }

    private HypercallResult Record(HypercallNumber number, uint command, uint operand, void* argument)
    {
        byte[] bytes = argument is null ? [] : new ReadOnlySpan<byte>(argument, _argumentSize).ToArray();
        Calls.Add(new RecordedCall(number, command, operand, bytes));
        if (argument is not null)
        {
            WrittenBack.CopyTo(new Span<byte>((byte*)argument + WrittenBackAt, WrittenBack.Length));
        }

        return new((nint)Answer);
    }
}

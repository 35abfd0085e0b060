using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Kernel.Explored;

/// <summary>Xen, and somebody who is told of each call before it is made.</summary>
internal sealed unsafe class WatchedHypervisor(Hypervisor xen, Action called) : Hypervisor
{
    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument)
    {
        // Somebody else may run between what led to the call and the call.
        Schedule.Point();
        called();
        return xen.EventChannelOp(command, argument);
    }

    public override HypercallResult MemoryOp(MemoryCommand command, void* argument) => xen.MemoryOp(command, argument);

    public override HypercallResult SchedOp(SchedCommand command, void* argument) => xen.SchedOp(command, argument);

    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument) => xen.VcpuOp(command, vcpu, argument);

    public override HypercallResult HvmOp(HvmCommand command, void* argument) => xen.HvmOp(command, argument);

    public override HypercallResult XenVersion(VersionCommand command, void* argument) => xen.XenVersion(command, argument);

    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument) => xen.PhysdevOp(command, argument);

    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count) =>
        xen.GrantTableOp(command, arguments, count);

    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer) => xen.ConsoleIo(command, count, buffer);

    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type) => xen.VmAssist(command, type);

    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds) => xen.SetTimerOp(systemTimeNanoseconds);
}

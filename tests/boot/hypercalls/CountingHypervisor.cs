using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.Hypercalls;

/// <summary>Xen, and how often it was called.</summary>
internal sealed unsafe class CountingHypervisor(Hypervisor xen) : Hypervisor
{
    public int Calls { get; private set; }

    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument)
    {
        Calls++;
        return xen.EventChannelOp(command, argument);
    }

    public override HypercallResult MemoryOp(MemoryCommand command, void* argument)
    {
        Calls++;
        return xen.MemoryOp(command, argument);
    }

    public override HypercallResult SchedOp(SchedCommand command, void* argument)
    {
        Calls++;
        return xen.SchedOp(command, argument);
    }

    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument)
    {
        Calls++;
        return xen.VcpuOp(command, vcpu, argument);
    }

    public override HypercallResult HvmOp(HvmCommand command, void* argument)
    {
        Calls++;
        return xen.HvmOp(command, argument);
    }

    public override HypercallResult XenVersion(VersionCommand command, void* argument)
    {
        Calls++;
        return xen.XenVersion(command, argument);
    }

    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument)
    {
        Calls++;
        return xen.PhysdevOp(command, argument);
    }

    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count)
    {
        Calls++;
        return xen.GrantTableOp(command, arguments, count);
    }

    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer)
    {
        Calls++;
        return xen.ConsoleIo(command, count, buffer);
    }

    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type)
    {
        Calls++;
        return xen.VmAssist(command, type);
    }

    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds)
    {
        Calls++;
        return xen.SetTimerOp(systemTimeNanoseconds);
    }
}

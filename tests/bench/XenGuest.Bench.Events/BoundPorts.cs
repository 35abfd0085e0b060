using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Bench.Events;

/// <summary>A Xen of which every port is bound already, and which counts whatever else it is asked.</summary>
internal sealed unsafe class BoundPorts : Hypervisor
{
    /// <summary>Hypercalls but those that ask for a port's status.</summary>
    public ulong Calls { get; private set; }

    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument)
    {
        if (command != EventChannelCommand.Status)
        {
            return Refuse();
        }

        EvtchnStatus* status = (EvtchnStatus*)argument;
        status->Status = EventChannelStatus.Interdomain;
        status->Vcpu = 0;
        return HypercallResult.Success;
    }

    public override HypercallResult MemoryOp(MemoryCommand command, void* argument) => Refuse();

    public override HypercallResult SchedOp(SchedCommand command, void* argument) => Refuse();

    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument) => Refuse();

    public override HypercallResult HvmOp(HvmCommand command, void* argument) => Refuse();

    public override HypercallResult XenVersion(VersionCommand command, void* argument) => Refuse();

    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument) => Refuse();

    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count) => Refuse();

    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer) => Refuse();

    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds) => Refuse();

    private HypercallResult Refuse()
    {
        Calls++;
        return HypercallResult.Failure(XenErrno.NotImplemented);
    }
}

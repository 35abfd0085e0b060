using System;
using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.Bench.Events;

/// <summary>A Xen of which every port is bound already, and which counts whatever else it is asked.</summary>
internal sealed unsafe class BoundPorts : Hypervisor
{
    /// <summary>Hypercalls but those that prepare what is measured.</summary>
    public ulong Calls { get; private set; }

    /// <summary>The control block of the FIFO event ABI, once there is one.</summary>
    public void* ControlBlock { get; private set; }

    /// <summary>Takes each page of event words of the FIFO event ABI.</summary>
    public Action<nint>? AddPage { get; init; }

    /// <remarks>A page's frame is that of its address here.</remarks>
    public override HypercallResult EventChannelOp(EventChannelCommand command, void* argument)
    {
        switch (command)
        {
            case EventChannelCommand.Status:
                EvtchnStatus* status = (EvtchnStatus*)argument;
                status->Status = EventChannelStatus.Interdomain;
                status->Vcpu = 0;
                return HypercallResult.Success;
            case EventChannelCommand.InitializeControl:
                EvtchnInitControl* control = (EvtchnInitControl*)argument;
                ControlBlock = (void*)((control->ControlFrame * GuestFrame.Size) + control->Offset);
                control->LinkBits = FifoEvents.LinkBits;
                return HypercallResult.Success;
            case EventChannelCommand.ExpandArray when AddPage is not null:
                AddPage((nint)(((EvtchnExpandArray*)argument)->ArrayFrame * GuestFrame.Size));
                return HypercallResult.Success;
            default:
                return Refuse();
        }
    }

    public override HypercallResult MemoryOp(MemoryCommand command, void* argument) => Refuse();

    public override HypercallResult SchedOp(SchedCommand command, void* argument) => Refuse();

    public override HypercallResult VcpuOp(VcpuCommand command, VcpuId vcpu, void* argument) => Refuse();

    public override HypercallResult HvmOp(HvmCommand command, void* argument) => Refuse();

    public override HypercallResult XenVersion(VersionCommand command, void* argument) => Refuse();

    public override HypercallResult PhysdevOp(PhysdevCommand command, void* argument) => Refuse();

    public override HypercallResult GrantTableOp(GrantTableCommand command, void* arguments, uint count) => Refuse();

    public override HypercallResult ConsoleIo(ConsoleCommand command, uint count, byte* buffer) => Refuse();

    public override HypercallResult VmAssist(VmAssistCommand command, VmAssistType type) => Refuse();

    public override HypercallResult SetTimerOp(ulong systemTimeNanoseconds) => Refuse();

    private HypercallResult Refuse()
    {
        Calls++;
        return HypercallResult.Failure(XenErrno.NotImplemented);
    }
}

using XenGuest.Hypercall.Abi;

namespace XenGuest.Conformance.Seeds;

/// <summary>Operations by the names that the cases use.</summary>
internal static class Steps
{
    public static Operation Allocate(uint domain = CaseRun.Self, uint remote = CaseRun.Self) => new(OperationKind.AllocateUnbound, domain, remote);

    public static Operation Connect(uint port, uint domain = CaseRun.Self) => new(OperationKind.BindInterdomain, domain, port);

    public static Operation BindVirtual(VirtualInterrupt interrupt, uint vcpu = 0) => new(OperationKind.BindVirtualInterrupt, (uint)interrupt, vcpu);

    public static Operation BindPhysical(uint interrupt, uint flags = 0) => new(OperationKind.BindPhysicalInterrupt, interrupt, flags);

    public static Operation BindIpi(uint vcpu = 0) => new(OperationKind.BindInterprocessorInterrupt, vcpu);

    public static Operation Close(uint port) => new(OperationKind.Close, port);

    public static Operation Send(uint port) => new(OperationKind.Send, port);

    public static Operation Status(uint port, uint domain = CaseRun.Self) => new(OperationKind.GetStatus, domain, port);

    public static Operation Move(uint port, uint vcpu) => new(OperationKind.BindVcpu, port, vcpu);

    public static Operation Unmask(uint port) => new(OperationKind.Unmask, port);

    public static Operation Reset(uint domain = CaseRun.Self) => new(OperationKind.Reset, domain);

    public static Operation NoArgument(EventChannelCommand command) => new(OperationKind.BadArgument, (uint)command);

    /// <summary>Takes every port that the domain can have.</summary>
    public static uint TakeEveryPort(CaseRun run)
    {
        uint last = 0;
        for (int port = 1; port < TwoLevelEvents.ChannelCount64; port++)
        {
            last = run.Do(Allocate());
        }

        return last;
    }
}

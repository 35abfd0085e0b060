using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>bind_pirq: a PVH guest can bind, although nothing is ever raised there.</summary>
internal sealed class PhysicalInterrupts(EventChannelOperations operations)
{
    private const string Name = "bind_pirq";
    private const uint Interrupt = 4;

    public void Run()
    {
        EventPort port = Row.Make(Name, "interrupt 4", operations.BindPhysicalInterrupt(Interrupt, BindPirqFlags.None));
        PortStatus status = operations.GetStatus(DomainId.Self, port).Value;
        Check.That("its status says so", status.Binding == EventChannelStatus.Pirq && status.PhysicalInterrupt == Interrupt);
        Row.Expect(Name, "interrupt 4 again", XenErrno.AlreadyExists, operations.BindPhysicalInterrupt(Interrupt, BindPirqFlags.None), operations);
        Row.Expect(Name, "interrupt 4 again, to be shared", XenErrno.AlreadyExists, operations.BindPhysicalInterrupt(Interrupt, BindPirqFlags.WillShare), operations);
        Row.Expect("send", "on an interrupt's port", XenErrno.InvalidArgument, operations.Notify(port));
        Row.Expect("bind_vcpu", "an interrupt's port to vCPU 0", XenErrno.None, operations.BindVcpu(port, default));
        operations.Close(port);
        Row.Expect(Name, "interrupt 4 after it was closed", XenErrno.None, operations.BindPhysicalInterrupt(Interrupt, BindPirqFlags.None), operations);
        Row.Expect(Name, "interrupt 4, to be shared", XenErrno.None, operations.BindPhysicalInterrupt(Interrupt, BindPirqFlags.WillShare), operations);
        Row.Expect(Name, "interrupt 100000", XenErrno.InvalidArgument, operations.BindPhysicalInterrupt(100_000, BindPirqFlags.None), operations);
        Row.Expect(Name, "interrupt 4294967295", XenErrno.InvalidArgument, operations.BindPhysicalInterrupt(uint.MaxValue, BindPirqFlags.None), operations);
    }
}

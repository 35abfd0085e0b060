using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>bind_virq: every interrupt by its class (up to Xen 4.20 one of each vCPU, or global).</summary>
internal sealed class VirtualInterrupts(EventChannelOperations operations)
{
    private const string Name = "bind_virq";
    private const uint Count = 24;

    public void Run()
    {
        for (uint number = 0; number < Count; number++)
        {
            VirtualInterrupt interrupt = (VirtualInterrupt)number;
            bool eachVcpu = interrupt is VirtualInterrupt.Timer or VirtualInterrupt.Debug or VirtualInterrupt.Xenoprof or VirtualInterrupt.PerformanceMonitor;
            BindTwice(interrupt, $"{(eachVcpu ? "per vCPU" : "global")}, {number} {interrupt}");
            Row.Expect(
                Name,
                $"{number} {interrupt}, on a vCPU that is not there",
                eachVcpu ? XenErrno.NotFound : XenErrno.InvalidArgument,
                operations.BindVirtualInterrupt(interrupt, Numbers.AbsentVcpu),
                operations);
        }

        Row.Expect(Name, "24, the first that does not exist", XenErrno.InvalidArgument, operations.BindVirtualInterrupt((VirtualInterrupt)Count, default), operations);
        Row.Expect(Name, "4294967295", XenErrno.InvalidArgument, operations.BindVirtualInterrupt((VirtualInterrupt)uint.MaxValue, default), operations);
        Row.Expect(Name, "no interrupt on no vCPU", XenErrno.InvalidArgument, operations.BindVirtualInterrupt((VirtualInterrupt)Count, Numbers.AbsentVcpu), operations);
    }

    private void BindTwice(VirtualInterrupt interrupt, string title)
    {
        EventPort port = Row.Make(Name, title, operations.BindVirtualInterrupt(interrupt, default));
        PortStatus status = operations.GetStatus(DomainId.Self, port).Value;
        Check.That("its status says so", status.Binding == EventChannelStatus.Virq && status.VirtualInterrupt == interrupt && status.Vcpu == new VcpuId(0));
        Row.Expect(Name, $"{interrupt} again", XenErrno.AlreadyExists, operations.BindVirtualInterrupt(interrupt, default), operations);
        operations.Close(port);
        Row.Expect(Name, $"{interrupt} after it was closed", XenErrno.None, operations.BindVirtualInterrupt(interrupt, default), operations);
    }
}

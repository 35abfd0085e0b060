using System.Collections.Generic;
using XenGuest.Hypercall;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>The 2-level ABI has 4095 ports, and a dom0 may have them all.</summary>
internal sealed class EveryPort(EventChannelOperations operations)
{
    private const int Ports = 4095;

    public void Run()
    {
        List<EventPort> ports = [];
        XenResult<EventPort> port;
        while ((port = operations.AllocateUnbound(DomainId.Self, DomainId.Self)).Succeeded && ports.Count <= Ports)
        {
            ports.Add(port.Value);
        }

        Check.Equal("ports that can be allocated", Ports, ports.Count);
        Row.Expect("alloc_unbound", "with every port taken", XenErrno.NoSpace, port.Error);
        Row.Expect("bind_ipi", "with every port taken", XenErrno.NoSpace, operations.BindInterprocessorInterrupt(default), operations);
        Row.Expect("bind_virq", "with every port taken", XenErrno.NoSpace, operations.BindVirtualInterrupt(0, default), operations);
        Row.Expect("bind_pirq", "with every port taken", XenErrno.NoSpace, operations.BindPhysicalInterrupt(4, 0), operations);
        Row.Expect("bind_interdomain", "with every port taken", XenErrno.NoSpace, operations.BindInterdomain(DomainId.Self, ports[0]), operations);
        Row.Expect("close", "one of them", XenErrno.None, operations.Close(ports[100]));
        XenResult<EventPort> again = operations.BindInterprocessorInterrupt(default);
        Row.Expect("bind_ipi", "takes its place", XenErrno.None, again.Error);
        Check.Equal("which is the number that became free", ports[100], again.Value);
        Row.Expect("reset", "closes them all", XenErrno.None, operations.Reset(DomainId.Self));
        Row.Expect("bind_ipi", "has room again", XenErrno.None, operations.BindInterprocessorInterrupt(default), operations);
    }
}

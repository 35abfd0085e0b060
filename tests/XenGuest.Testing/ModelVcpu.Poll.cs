using XenGuest.Hypercall;
using XenGuest.Hypercall.Abi;
using XenGuest.Kernel;

namespace XenGuest.Testing;

/// <content>Waiting for ports.</content>
public sealed unsafe partial class ModelVcpu
{
    /// <summary>Xen: do_poll, xen/common/sched/core.c. A vCPU that waits lets the model's time pass.</summary>
    private XenErrno Poll(void* argument)
    {
        bool isWide = Domain.Shape.WordSize == sizeof(ulong);
        uint count = isWide ? ((SchedPoll<ulong>*)argument)->PortCount : ((SchedPoll<uint>*)argument)->PortCount;
        ulong ports = isWide ? ((SchedPoll<ulong>*)argument)->Ports : ((SchedPoll<uint>*)argument)->Ports;
        ulong timeout = isWide ? ((SchedPoll<ulong>*)argument)->Timeout : ((SchedPoll<uint>*)argument)->Timeout;
        if (count > 128)
        {
            return XenErrno.InvalidArgument;
        }

        if (ports == 0 && count != 0)
        {
            return XenErrno.BadAddress;
        }

        for (uint i = 0; Atomic.Load(VcpuInfo) == 0 && i < count; i++)
        {
            ModelPort? port = Domain.Ports.Find(((uint*)ports)[i]);
            if (port is not { IsUsable: true })
            {
                return XenErrno.InvalidArgument;
            }

            if (Domain.IsPending(new EventPort(port.Number)))
            {
                return XenErrno.None;
            }
        }

        if (Atomic.Load(VcpuInfo) == 0 && timeout != 0 && timeout > Domain.Host.SystemTimeNanoseconds)
        {
            Domain.Host.Advance(timeout - Domain.Host.SystemTimeNanoseconds);
        }

        return XenErrno.None;
    }
}

using XenGuest.Kernel;

namespace XenGuest.Bench.Events;

/// <summary>XenGuest: takes the upcall and dispatches, as the machine and the event thread do.</summary>
internal sealed class OurSide(BoundPorts xen, VcpuInfoArea<nuint> vcpuInfo, UpcallDispatcher dispatcher) : Side("C#")
{
    public override ulong Hypercalls => xen.Calls;

    public override void Upcall()
    {
        vcpuInfo.ClearUpcallPending();
        while (dispatcher.Dispatch())
        {
        }
    }
}

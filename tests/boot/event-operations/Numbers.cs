using XenGuest.Hypercall;

namespace XenGuest.BootGuests.EventOperations;

/// <summary>Ports, domains and vCPUs that are not there.</summary>
internal static class Numbers
{
    public static readonly EventPort PortZero = new(0);
    public static readonly EventPort BeyondTwoLevel = new(4096);
    public static readonly EventPort LargestPort = new(uint.MaxValue);
    public static readonly DomainId AbsentDomain = new(1234);
    public static readonly VcpuId AbsentVcpu = new(127);
    public static readonly VcpuId LargestVcpu = new(uint.MaxValue);
}

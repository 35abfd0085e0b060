namespace XenGuest.Platform;

/// <summary>A set of vCPUs, a bit for each, as sched_setaffinity takes it.</summary>
internal readonly record struct VcpuMask(ulong Low, ulong High)
{
    private const uint BitsPerWord = 64;

    internal static VcpuMask Of(uint vcpu) =>
        vcpu < BitsPerWord ? new VcpuMask(1UL << (int)vcpu, 0) : new VcpuMask(0, 1UL << (int)(vcpu - BitsPerWord));
}

using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>What Machine tells the program about one vCPU. The pointers stay valid for as long as the machine runs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct VcpuFacts
{
    /// <summary>Upcalls taken on this vCPU: what its event thread waits on.</summary>
    internal uint* UpcallCount;

    /// <summary>The place for its vcpu_info; its address is its physical address.</summary>
    internal void* VcpuInfo;

    /// <summary>
    /// Machine registers that place for every vCPU but the first, before it starts it: 0 if Xen took it, or a negative error. Of the
    /// first: 0, and it is left to the program.
    /// </summary>
    internal int VcpuInfoRefusal;
}

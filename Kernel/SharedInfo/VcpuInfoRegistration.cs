using XenGuest.Hypercall;

namespace XenGuest.Kernel;

/// <summary>Where a vCPU's area came to be, and why.</summary>
/// <typeparam name="TWord">The guest's word.</typeparam>
public readonly unsafe struct VcpuInfoRegistration<TWord>
    where TWord : unmanaged
{
    internal VcpuInfoRegistration(VcpuInfoArea<TWord> area, XenErrno refusal)
    {
        Area = area;
        Refusal = refusal;
    }

    /// <summary>The area in use.</summary>
    public VcpuInfoArea<TWord> Area { get; }

    /// <summary>
    /// <see cref="XenErrno.None"/>: the area is the guest's own. Otherwise the reason why Xen refused that, and the area
    /// is the vCPU's place in the shared page.
    /// </summary>
    public XenErrno Refusal { get; }
}

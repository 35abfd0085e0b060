using XenGuest.Hypercall.Abi;

namespace XenGuest.Hypercall;

/// <summary>What Xen says of itself in the CPUID leaves that it adds to the processor's.</summary>
/// <remarks>
/// Pure and without allocation: it compiles in a freestanding image as well. When Xen also answers as another
/// hypervisor (viridian), its own leaves stand at a higher base; therefore all bases are searched.
/// Xen: public/arch-x86/cpuid.h.
/// </remarks>
public readonly struct XenIdentity
{
    private XenIdentity(uint baseLeaf, uint maximumLeaf, uint version, CpuidRegisters hypercall)
    {
        BaseLeaf = baseLeaf;
        MaximumLeaf = maximumLeaf;
        Version = version;
        PageCount = hypercall.Eax;
        PageRegister = hypercall.Ebx;
    }

    /// <summary>The first of Xen's leaves.</summary>
    public uint BaseLeaf { get; }

    /// <summary>The last of Xen's leaves.</summary>
    public uint MaximumLeaf { get; }

    /// <summary>Xen's version: the major number in bits 31 to 16, the minor one in bits 15 to 0.</summary>
    public uint Version { get; }

    /// <summary>How many hypercall pages Xen fills.</summary>
    public uint PageCount { get; }

    /// <summary>The model-specific register that takes the address of a hypercall page.</summary>
    public uint PageRegister { get; }

    /// <summary>Looks for Xen.</summary>
    /// <typeparam name="TProcessor">The host's processor.</typeparam>
    /// <param name="processor">Executes CPUID.</param>
    /// <param name="xen">What Xen says of itself, when it is there.</param>
    /// <returns>Whether this is a guest of Xen.</returns>
    public static bool TryFind<TProcessor>(ref TProcessor processor, out XenIdentity xen)
        where TProcessor : struct, IProcessor
    {
        for (uint leaf = XenCpuid.FirstLeaf; leaf <= XenCpuid.LastFirstLeaf; leaf += XenCpuid.LeafStride)
        {
            CpuidRegisters registers = processor.Identify(leaf, 0);
            bool signed = registers.Ebx == XenCpuid.SignatureEbx && registers.Ecx == XenCpuid.SignatureEcx
                && registers.Edx == XenCpuid.SignatureEdx;

            // A Xen without the leaf that describes the hypercall page is none that a guest can use.
            if (signed && registers.Eax >= leaf + XenCpuid.HypercallLeaf && registers.Eax < leaf + XenCpuid.LeafStride)
            {
                uint version = processor.Identify(leaf + XenCpuid.VersionLeaf, 0).Eax;
                xen = new XenIdentity(leaf, registers.Eax, version, processor.Identify(leaf + XenCpuid.HypercallLeaf, 0));
                return true;
            }
        }

        xen = default;
        return false;
    }
}

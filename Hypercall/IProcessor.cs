namespace XenGuest.Hypercall;

/// <summary>The two instructions of the processor by which a guest finds Xen and asks for a hypercall page.</summary>
/// <remarks>A host gives them as a structure; they are called through constrained generics, never dispatched.</remarks>
public interface IProcessor
{
    /// <summary>Executes CPUID.</summary>
    /// <param name="leaf">What eax holds.</param>
    /// <param name="subleaf">What ecx holds.</param>
    /// <returns>The four registers.</returns>
    CpuidRegisters Identify(uint leaf, uint subleaf);

    /// <summary>Executes WRMSR. Ring 0 only; Xen injects a general protection fault when it refuses.</summary>
    /// <param name="index">What ecx holds.</param>
    /// <param name="value">What edx:eax hold.</param>
    void WriteModelSpecificRegister(uint index, ulong value);
}

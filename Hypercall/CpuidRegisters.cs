namespace XenGuest.Hypercall;

/// <summary>What the CPUID instruction answers.</summary>
/// <param name="eax">Register eax.</param>
/// <param name="ebx">Register ebx.</param>
/// <param name="ecx">Register ecx.</param>
/// <param name="edx">Register edx.</param>
public readonly struct CpuidRegisters(uint eax, uint ebx, uint ecx, uint edx)
{
    /// <summary>Register eax.</summary>
    public readonly uint Eax = eax;

    /// <summary>Register ebx.</summary>
    public readonly uint Ebx = ebx;

    /// <summary>Register ecx.</summary>
    public readonly uint Ecx = ecx;

    /// <summary>Register edx.</summary>
    public readonly uint Edx = edx;
}

namespace XenGuest.Entry.ObjectFile;

/// <summary>The relocations of the x86-64 ELF ABI that emitted code needs.</summary>
internal enum RelocationType : uint
{
    /// <summary>R_X86_64_64: a 64-bit address.</summary>
    Absolute64 = 1,

    /// <summary>R_X86_64_PC32: a 32-bit distance from the place.</summary>
    Relative32 = 2,

    /// <summary>R_X86_64_PLT32: the distance of a call or jump.</summary>
    Call32 = 4,

    /// <summary>R_X86_64_32: an address below 4 GiB, zero-extended (32-bit code).</summary>
    Absolute32 = 10,

    /// <summary>R_X86_64_32S: an address that is sign-extended to 64 bits.</summary>
    Signed32 = 11,
}

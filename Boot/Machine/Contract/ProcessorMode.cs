namespace XenGuest.Machine.Contract;

/// <summary>The control registers of every CPU, from its first 64-bit instruction on.</summary>
internal static class ProcessorMode
{
    /// <summary>PG, WP, NE, ET, MP, PE.</summary>
    internal const uint Cr0 = 0x8001_0033;

    /// <summary>PAE, OSFXSR, OSXMMEXCPT.</summary>
    internal const uint Cr4 = 0x620;

    /// <summary>LME, NXE, SCE. The processor adds LMA when paging is turned on.</summary>
    internal const uint Efer = 0x901;

    /// <summary>LMA: part of the EFER of a CPU that starts in long mode.</summary>
    internal const uint EferLongModeActive = 0x400;
}

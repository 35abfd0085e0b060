namespace XenGuest.Entry.ObjectFile;

/// <summary>What a section holds; decides its ELF type and flags.</summary>
internal enum SectionKind
{
    /// <summary>Instructions: allocated, executable, not writable.</summary>
    Code,

    /// <summary>Constants: allocated, neither writable nor executable.</summary>
    ReadOnlyData,

    /// <summary>Data with initial values: allocated and writable.</summary>
    Data,

    /// <summary>Data that starts as zero and takes no room in the file.</summary>
    ZeroData,

    /// <summary>An ELF note that the loader reads.</summary>
    Note,
}

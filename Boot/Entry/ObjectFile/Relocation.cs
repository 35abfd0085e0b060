namespace XenGuest.Entry.ObjectFile;

/// <summary>One place of a section that the linker fills in.</summary>
/// <param name="Offset">The place, in bytes from the section's start.</param>
/// <param name="Type">How it is filled in.</param>
/// <param name="Symbol">The symbol whose address goes there.</param>
/// <param name="Addend">What is added to it.</param>
internal readonly record struct Relocation(uint Offset, RelocationType Type, string Symbol, long Addend);

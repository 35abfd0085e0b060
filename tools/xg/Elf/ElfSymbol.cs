namespace XenGuest.Xg.Elf;

/// <summary>One function or object of an ELF symbol table.</summary>
/// <param name="Address">Where it starts in the address space of the image.</param>
/// <param name="Size">Its length in bytes; 0 where the table does not say.</param>
/// <param name="Name">Its name as the linker knows it.</param>
internal readonly record struct ElfSymbol(ulong Address, ulong Size, string Name);

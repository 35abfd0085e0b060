using System;

namespace XenGuest.Xg.Elf;

/// <summary>A file that is not the ELF image it should be; the message says what is wrong with it.</summary>
internal sealed class ElfFormatException : Exception
{
    public ElfFormatException(string message)
        : base(message)
    {
    }
}

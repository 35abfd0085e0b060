using System.Runtime.InteropServices;

namespace XenGuest.Machine.Contract;

/// <summary>A file that the loader has put into memory for the program. The pointers stay valid for as long as the machine runs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ModuleFacts
{
    /// <summary>Its content, read-only.</summary>
    internal byte* Content;

    /// <summary>Its length, in bytes.</summary>
    internal ulong Length;

    /// <summary>The words that the loader was given with it, NUL-terminated.</summary>
    internal byte* Words;
}

using System.Runtime;
using XenGuest.Machine.Memory;

namespace XenGuest.Machine;

/// <summary>What the program asks of a dynamic linker: in a static musl nobody answers.</summary>
internal static unsafe class DynamicLinker
{
    /// <summary>
    /// The runtime prints a frame whose method it cannot name as an offset from the start of the file that the address is in,
    /// and as unknown where no file is known. There is one file: the image.
    /// </summary>
    /// <returns>0 where the address is not in the image.</returns>
    [RuntimeExport("dladdr")]
    private static int Find(ulong address, SymbolInformation* information)
    {
        if (address < ImageLayout.Start || address >= ImageLayout.End)
        {
            return 0;
        }

        fixed (byte* name = "guest\0"u8)
        {
            information->FileName = name;
        }

        information->FileBase = ImageLayout.Start;
        information->SymbolName = null;
        information->SymbolAddress = 0;
        return 1;
    }

    /// <summary>Dl_info of dlfcn.h.</summary>
    private struct SymbolInformation
    {
        internal byte* FileName;
        internal ulong FileBase;
        internal byte* SymbolName;
        internal ulong SymbolAddress;
    }
}

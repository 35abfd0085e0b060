namespace XenGuest.Machine.Memory;

/// <summary>What a memory area allows (PROT_READ, PROT_WRITE, PROT_EXEC).</summary>
internal static class Protection
{
    internal const uint None = 0;
    internal const uint Read = 1;
    internal const uint Write = 2;
    internal const uint Execute = 4;
    internal const uint Mask = Read | Write | Execute;

    /// <summary>The flags of a page that holds a frame.</summary>
    internal static ulong PageFlagsOf(uint protection)
    {
        if ((protection & Mask) == None)
        {
            return PageFlags.Withheld;
        }

        ulong flags = PageFlags.Present;
        flags |= (protection & Write) != 0 ? PageFlags.Write : 0;
        flags |= (protection & Execute) != 0 ? 0 : PageFlags.NoExecute;
        return flags;
    }
}

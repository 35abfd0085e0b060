namespace XenGuest.Machine.Memory;

/// <summary>What a memory area allows (PROT_READ, PROT_WRITE, PROT_EXEC).</summary>
internal static class Protection
{
    internal const uint None = 0;
    internal const uint Read = 1;
    internal const uint Write = 2;
    internal const uint Execute = 4;
    internal const uint Mask = Read | Write | Execute;

    /// <summary>Whether a page may be written and may be executed, which it never is at once: each access turns it into what it needs.</summary>
    internal static bool Alternates(uint protection) => (protection & (Write | Execute)) == (Write | Execute);

    /// <summary>The flags of a page that holds a frame, as the last access that faulted needs them.</summary>
    internal static ulong PageFlagsOf(uint protection, uint access)
    {
        if ((protection & Mask) == None)
        {
            return PageFlags.Withheld;
        }

        uint allowed = Alternates(protection) ? protection & ~((access & Execute) != 0 ? Write : Execute) : protection;
        ulong flags = PageFlags.Present;
        flags |= (allowed & Write) != 0 ? PageFlags.Write : 0;
        flags |= (allowed & Execute) != 0 ? 0 : PageFlags.NoExecute;
        return flags;
    }

    /// <summary>Whether a page with these flags allows an access.</summary>
    internal static bool Allow(ulong flags, uint access) =>
        (flags & PageFlags.Present) != 0
        && ((access & Write) == 0 || (flags & PageFlags.Write) != 0)
        && ((access & Execute) == 0 || (flags & PageFlags.NoExecute) == 0);
}

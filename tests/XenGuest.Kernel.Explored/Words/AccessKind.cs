namespace XenGuest.Kernel.Explored;

/// <summary>What an access does to a word.</summary>
internal enum AccessKind
{
    Load,
    Store,
    Exchange,
    CompareExchange,
    Add,
    Or,
    And,
}
